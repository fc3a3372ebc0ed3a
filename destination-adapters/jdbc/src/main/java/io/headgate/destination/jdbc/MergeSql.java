package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The statement that updates, inserts and deletes by key. */
final class MergeSql {

    private final StreamPlan plan;
    private final TargetTable target;
    private final TableName staging;

    MergeSql(StreamPlan plan, TargetTable target, TableName staging) {
        this.plan = plan;
        this.target = target;
        this.staging = staging;
    }

    String text() {
        List<String> key = StagedApply.keyColumns(plan, target);
        List<String> all = target.columns().stream().map(TargetColumn::name).toList();
        List<String> others = all.stream().filter(name -> !key.contains(name)).toList();
        boolean deletes = plan.options().deleteField() != null;
        String gone = "s." + Dialect.quote(StagedShape.GONE);
        StringBuilder sql = new StringBuilder("MERGE INTO ")
                .append(target.name().quoted())
                .append(" t USING (")
                .append(lastOnes(key))
                .append(") s ON (")
                .append(list(key, " AND ", name -> "t." + name + " = s." + name))
                .append(")");
        if (deletes) {
            sql.append(" WHEN MATCHED AND ").append(gone).append(" IS TRUE THEN DELETE");
        }
        if (!others.isEmpty()) {
            sql.append(" WHEN MATCHED").append(deletes ? " AND " + gone + " IS NOT TRUE" : "");
            sql.append(" THEN UPDATE SET ").append(list(others, ", ", name -> name + " = s." + name));
        }
        sql.append(" WHEN NOT MATCHED").append(deletes ? " AND " + gone + " IS NOT TRUE" : "");
        sql.append(" THEN INSERT (").append(list(all, ", ", name -> name));
        sql.append(") VALUES (").append(list(all, ", ", name -> "s." + name)).append(")");
        return sql.toString();
    }

    /** Of each key the last record, in the order of the key: in the order of its index the target is written in half the time. */
    private String lastOnes(List<String> key) {
        String keys = list(key, ", ", name -> name);
        return "SELECT DISTINCT ON (" + keys + ") * FROM " + staging.quoted() + " ORDER BY " + keys + ", "
                + Dialect.quote(StagedShape.SEQUENCE) + " DESC";
    }

    private static String list(List<String> names, String between, UnaryOperator<String> text) {
        return names.stream().map(Dialect::quote).map(text).collect(Collectors.joining(between));
    }
}
