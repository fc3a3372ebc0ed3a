package io.headgate.destination.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The table that a stream of one job instance is loaded into before it is published: in the schema of the target, named after the
 * instance and the stream, an ordinary durable table, because its rows and their checkpoint must be one also when the server dies.
 */
final class StagingTable {

    private static final String PREFIX = "_headgate_stage_";

    private final StreamPlan plan;
    private final TableName target;
    private final TableName name;

    StagingTable(StreamPlan plan, TableName target) {
        this.plan = plan;
        this.target = target;
        this.name = name(target, plan.instance(), plan.stream());
    }

    static TableName name(TableName target, UUID instance, String stream) {
        return target.sibling(PREFIX + instance.toString().replace("-", "") + "_" + shortHash(stream));
    }

    private static String shortHash(String stream) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(stream.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    TableName name() {
        return name;
    }

    /** A table that publishing may need besides; it holds nothing outside of a transaction. */
    static TableName scratch(TableName staging) {
        return staging.sibling(staging.name() + "_v");
    }

    /** Makes it anew; the caller knows that nothing was loaded yet. */
    void create(Connection connection, Dialect dialect, TargetTable table) throws SQLException {
        drop(connection);
        boolean whole = plan.mode() == WriteMode.OVERWRITE && dialect.staged().createTwin(connection, target, name);
        if (!whole) {
            run(connection, createStatement(names(table)));
            addChecks(connection, dialect, table);
        }
    }

    private List<String> names(TargetTable table) {
        Set<String> loaded = Set.copyOf(StagedShape.loaded(plan).names());
        return table.columns().stream()
                .filter(column -> loaded.contains(column.field().name()))
                .map(TargetColumn::name)
                .toList();
    }

    /**
     * What {@link #create} would execute, constraints and unique indexes apart, with a word in place of the instance's number.
     *
     * @param existing the target's columns, empty if it is not there yet
     */
    String outline(Connection connection, Dialect dialect, List<ExistingColumn> existing) throws SQLException {
        String statement =
                plan.mode() == WriteMode.OVERWRITE ? dialect.staged().twinStatement(connection, target, name) : null;
        if (statement == null) {
            TableColumns columns = new TableColumns(plan.target(), existing, dialect);
            Set<String> loaded = Set.copyOf(StagedShape.loaded(plan).names());
            List<String> names = new ArrayList<>();
            for (Field field : plan.target().fields()) {
                ExistingColumn column = columns.of(field);
                if (loaded.contains(field.name())) {
                    names.add(column == null ? field.name() : column.name());
                }
            }
            statement = createStatement(names);
        }
        return statement.replace(plan.instance().toString().replace("-", ""), "<instance>");
    }

    /** The columns of the stream, with the types that the target gives them. */
    private String createStatement(List<String> names) {
        List<String> columns = new ArrayList<>(
                names.stream().map(column -> "t." + Dialect.quote(column)).toList());
        if (plan.mode().hasKey()) {
            columns.add("CAST(0 AS BIGINT) AS " + Dialect.quote(StagedShape.SEQUENCE));
        }
        if (plan.options().deleteField() != null) {
            columns.add("CAST(FALSE AS BOOLEAN) AS " + Dialect.quote(StagedShape.GONE));
        }
        return "CREATE TABLE " + name.quoted() + " AS SELECT " + String.join(", ", columns) + " FROM " + target.quoted()
                + " t WHERE 1 = 0";
    }

    /** What the target would refuse is refused here already, where single records can still be set aside. A deletion may lack values. */
    private void addChecks(Connection connection, Dialect dialect, TargetTable table) throws SQLException {
        Set<String> loaded = Set.copyOf(StagedShape.loaded(plan).names());
        Set<String> columns = table.columns().stream()
                .filter(column -> loaded.contains(column.field().name()))
                .map(TargetColumn::name)
                .collect(Collectors.toSet());
        List<String> conditions = new ArrayList<>();
        for (ExistingColumn column : dialect.columns(connection, target)) {
            if (column.notNull() && columns.contains(column.name())) {
                conditions.add(Dialect.quote(column.name()) + " IS NOT NULL");
            }
        }
        conditions.addAll(dialect.staged().conditions(connection, target, columns));
        String unlessGone =
                plan.options().deleteField() == null ? "" : Dialect.quote(StagedShape.GONE) + " IS TRUE OR ";
        for (String condition : conditions) {
            run(connection, "ALTER TABLE " + name.quoted() + " ADD CHECK (" + unlessGone + "(" + condition + "))");
        }
    }

    void drop(Connection connection) throws SQLException {
        drop(connection, name);
    }

    static void drop(Connection connection, TableName name) throws SQLException {
        run(connection, "DROP TABLE IF EXISTS " + name.quoted());
        run(connection, "DROP TABLE IF EXISTS " + scratch(name).quoted());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
