package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;

/**
 * Makes what was staged the target's, in the transaction that is open on the connection: whoever reads the target sees all of it or
 * nothing. Each mode is plain set-based SQL that every supported database understands.
 */
final class StagedApply {

    private final StreamPlan plan;
    private final TargetTable target;
    private final TableName staging;
    private final StagedDialect dialect;

    /**
     * @param target with the columns of {@link StreamPlan#target}
     */
    StagedApply(StreamPlan plan, TargetTable target, TableName staging, StagedDialect dialect) {
        this.plan = plan;
        this.target = target;
        this.staging = staging;
        this.dialect = dialect;
    }

    /** What must be done before the transaction begins, because a database may commit with it. Repeatable. */
    void prepare(Connection connection) throws SQLException {
        dialect.beforeApply(connection, staging, keyColumns(plan, target));
        if (plan.mode() == WriteMode.SCD2) {
            execute(
                    connection,
                    "DROP TABLE IF EXISTS " + StagingTable.scratch(staging).quoted());
            execute(connection, history().create(dialect.scratchTable()));
        }
    }

    private HistorySql history() {
        return new HistorySql(plan, target, staging, StagingTable.scratch(staging));
    }

    void run(Connection connection) throws SQLException {
        if (plan.mode() == WriteMode.OVERWRITE) {
            if (!dialect.swap(connection, target.name(), staging)) {
                rewrite(connection);
            }
            return;
        }
        dialect.lockAgainstWriters(connection, target.name());
        if (plan.mode() == WriteMode.MERGE) {
            execute(connection, new MergeSql(plan, target, staging).text());
        } else {
            for (String sql : history().statements()) {
                execute(connection, sql);
            }
        }
    }

    /** Readers see the old rows until the commit, also those that began before and read later. */
    private void rewrite(Connection connection) throws SQLException {
        dialect.lockAgainstWriters(connection, target.name());
        String columns = target.columnList();
        execute(connection, "DELETE FROM " + target.name().quoted());
        execute(
                connection,
                "INSERT INTO " + target.name().quoted() + " (" + columns + ") SELECT " + columns + " FROM "
                        + staging.quoted());
    }

    /** Names of the columns that hold the key. */
    static List<String> keyColumns(StreamPlan plan, TargetTable target) {
        Function<String, String> column = field -> target.columns().stream()
                .filter(candidate -> candidate.field().name().equals(field))
                .map(TargetColumn::name)
                .findFirst()
                .orElseThrow();
        return plan.key().stream().map(column).toList();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
