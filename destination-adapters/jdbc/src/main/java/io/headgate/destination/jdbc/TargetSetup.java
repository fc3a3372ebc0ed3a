package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes all tables of a stream ready. Repeatable; runs under the setup lock. */
final class TargetSetup {

    private static final String KEY_INDEX = "_headgate_key";

    private final JdbcDatabase database;
    private final Dialect dialect;
    private final TargetTables tables;
    private final StreamPlan plan;
    private final TableName table;

    TargetSetup(JdbcDestination destination, StreamPlan plan, TableName table) {
        this.database = destination.database();
        this.dialect = database.dialect();
        this.tables = destination.tables();
        this.plan = plan;
        this.table = table;
    }

    void run(Connection connection) throws SQLException {
        if (plan.mode().hasKey()) {
            refuseServerWithoutMerge(connection);
        }
        tables.ensure(connection, table, plan.target(), plan.schemaMode().mayAlter());
        new RejectTable(table, dialect).create(connection);
        CheckpointTable checkpoints = new CheckpointTable(table);
        checkpoints.create(connection, dialect);
        new LoadTable(table).create(connection, dialect);
        for (UUID orphan : checkpoints.neverBegun(connection, plan, table)) {
            StagingTable.drop(connection, StagingTable.name(table, orphan, plan.stream()));
            checkpoints.forget(connection, orphan, plan.stream());
        }
        if (plan.mode().isStaged()) {
            prepareStaging(connection, checkpoints);
        }
        checkpoints.plan(connection, plan, table);
    }

    /** What {@link #run} would execute now. Changes nothing. */
    List<String> outline(Connection connection) throws SQLException {
        if (plan.mode().hasKey()) {
            refuseServerWithoutMerge(connection);
        }
        List<String> statements = new ArrayList<>(tables.statements(
                connection, table, plan.target(), plan.schemaMode().mayAlter()));
        statements.addAll(new RejectTable(table, dialect).statements(connection));
        statements.addAll(new CheckpointTable(table).statements(connection, dialect));
        statements.addAll(new LoadTable(table).statements(connection, dialect));
        if (plan.mode().hasKey()) {
            List<String> key = keyColumns(connection);
            boolean there = !dialect.columns(connection, table).isEmpty();
            if (!there || !dialect.staged().isUnique(connection, table, key)) {
                statements.add(createIndex(key));
            }
        }
        if (plan.mode().isStaged()) {
            List<ExistingColumn> existing = dialect.columns(connection, table);
            statements.add(new StagingTable(plan, table).outline(connection, dialect, existing));
        }
        return statements;
    }

    private List<String> keyColumns(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>(plan.key());
        if (plan.mode() == WriteMode.SCD2) {
            names.add(plan.options().scd2().validFrom());
        }
        List<ExistingColumn> existing = dialect.columns(connection, table);
        TableColumns columns = new TableColumns(plan.target(), existing, dialect);
        List<String> key = new ArrayList<>();
        for (String name : names) {
            ExistingColumn column = columns.of(plan.target().field(plan.target().indexOf(name)));
            key.add(column == null ? name : column.name());
        }
        return key;
    }

    private String createIndex(List<String> columns) {
        String list = columns.stream().map(Dialect::quote).collect(Collectors.joining(", "));
        return "CREATE UNIQUE INDEX " + Dialect.quote(keyIndex()) + " ON " + table.quoted() + " (" + list + ")";
    }

    private String keyIndex() {
        return TableName.derived(table.name(), KEY_INDEX, dialect);
    }

    private void prepareStaging(Connection connection, CheckpointTable checkpoints) throws SQLException {
        TargetTable target = tables.load(connection, table, plan.target());
        if (plan.mode() == WriteMode.OVERWRITE) {
            String problem = dialect.staged().irreplaceable(connection, table);
            if (problem != null) {
                throw mismatch("cannot be replaced as a whole: it " + problem);
            }
        } else {
            ensureKey(connection, target);
        }
        if (checkpoints.holdUnopened(connection, plan)) {
            new StagingTable(plan, table).create(connection, dialect, target);
        }
    }

    private void refuseServerWithoutMerge(Connection connection) throws SQLException {
        String problem = dialect.staged().lacksMerge(connection);
        if (problem != null) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    problem + ". Use write_mode = \"append\" or \"overwrite\", or a newer server.");
        }
    }

    /** In a history the key may stand as often as it has versions. */
    private void ensureKey(Connection connection, TargetTable target) throws SQLException {
        List<String> columns = new ArrayList<>(StagedApply.keyColumns(plan, target));
        if (plan.mode() == WriteMode.SCD2) {
            String from = column(target, plan.options().scd2().validFrom());
            columns.add(from);
            refuseRowsWithoutBeginning(connection, from);
        }
        if (dialect.staged().isUnique(connection, table, columns)) {
            return;
        }
        refuseDuplicates(connection, columns.stream().map(Dialect::quote).toList());
        try {
            execute(connection, createIndex(columns));
        } catch (SQLException e) {
            // Nobody else makes it meanwhile: this is under the setup lock.
            if (dialect.classify(e) == SqlFailure.CONCURRENT_DDL) {
                throw keyIsAnother(columns);
            }
            throw e;
        }
    }

    private HeadgateException keyIsAnother(List<String> columns) {
        return mismatch("has no unique index on its key (" + String.join(", ", columns) + "), and the index "
                + keyIndex() + " is there for another one. If the key of the flow was changed, drop that index"
                + " (DROP INDEX " + table.sibling(keyIndex()).quoted() + ") and run again");
    }

    private static String column(TargetTable target, String field) {
        return target.columns().stream()
                .filter(column -> column.field().name().equals(field))
                .map(TargetColumn::name)
                .findFirst()
                .orElseThrow();
    }

    private void refuseRowsWithoutBeginning(Connection connection, String from) throws SQLException {
        String sql = "SELECT COUNT(*) FROM " + table.quoted() + " WHERE " + Dialect.quote(from) + " IS NULL";
        String rows = first(connection, sql);
        if (rows != null && !rows.equals("0")) {
            throw mismatch("has " + rows + " rows without a value in \"" + from
                    + "\": they have no place in a history. Give them one (and the other columns that scd2 adds), or"
                    + " land in another table");
        }
    }

    private void refuseDuplicates(Connection connection, List<String> columns) throws SQLException {
        String list = String.join(", ", columns);
        String values = columns.stream()
                .map(column -> "CAST(" + column + " AS VARCHAR)")
                .collect(Collectors.joining(" || ', ' || "));
        String duplicate = first(
                connection,
                "SELECT COUNT(*) || ' rows with (' || " + values + " || ')' FROM " + table.quoted()
                        + " WHERE " + String.join(" IS NOT NULL AND ", columns) + " IS NOT NULL GROUP BY " + list
                        + " HAVING COUNT(*) > 1 FETCH FIRST 1 ROW ONLY");
        if (duplicate != null) {
            throw mismatch("holds the same key more than once, for instance " + duplicate + " in " + list
                    + ": write_mode = \"" + plan.mode().name().toLowerCase(Locale.ROOT)
                    + "\" could not tell which to change. Remove the duplicates, or name a key that is unique");
        }
    }

    private static @Nullable String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private HeadgateException mismatch(String sentence) {
        return new HeadgateException(
                CommonErrorCode.TARGET_MISMATCH,
                "Table " + table + " in " + database.errors().database() + " " + sentence + ".");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
