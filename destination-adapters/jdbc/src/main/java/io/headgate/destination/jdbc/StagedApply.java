package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.ResultSet;
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
            if (dialect.joinsByIndex()) {
                execute(connection, history().index());
            }
        }
    }

    private HistorySql history() {
        return new HistorySql(plan, target, staging, StagingTable.scratch(staging));
    }

    Publication run(Connection connection) throws SQLException {
        if (plan.mode() == WriteMode.OVERWRITE) {
            if (!dialect.swap(connection, target.name(), staging)) {
                rewrite(connection);
            }
            return Publication.NONE;
        }
        dialect.lockAgainstWriters(connection, target.name());
        AppliedCount count = new AppliedCount(connection, plan, target, staging);
        return plan.mode() == WriteMode.MERGE ? merge(connection, count) : history(connection, count);
    }

    private Publication merge(Connection connection, AppliedCount count) throws SQLException {
        MergeSql sql = new MergeSql(plan, target, staging);
        long changed = execute(connection, sql.text());
        boolean byKey = !dialect.findsRowsLater();
        // What the server counts has the deleted rows in it.
        boolean recount = byKey || plan.options().deleteField() != null;
        long applied = recount ? count.of(sql.survivors()) : changed;
        return new Publication(count.staged(), applied, byKey ? count.ofKeys() : -1);
    }

    /** Rows that get another end, and those that are added. */
    private Publication history(Connection connection, AppliedCount count) throws SQLException {
        List<String> statements = history().statements();
        execute(connection, statements.get(0));
        execute(connection, statements.get(1));
        long changed = execute(connection, statements.get(2)) + execute(connection, statements.get(3));
        return dialect.findsRowsLater()
                ? new Publication(count.staged(), changed, -1)
                : new Publication(
                        count.staged(), count.of(StagingTable.scratch(staging).quoted()), count.ofKeys());
    }

    /** Readers see the old rows until the commit, also those that began before and read later. */
    private void rewrite(Connection connection) throws SQLException {
        dialect.lockAgainstWriters(connection, target.name());
        requireReplaceable(connection);
        String columns = target.columnList();
        execute(connection, "DELETE FROM " + target.name().quoted());
        requireEmpty(connection);
        execute(
                connection,
                "INSERT INTO " + target.name().quoted() + " (" + columns + ") SELECT " + columns + " FROM "
                        + staging.quoted());
    }

    /** It was when the run was prepared. Since then somebody may have made a reference to it that deletes with it. */
    private void requireReplaceable(Connection connection) throws SQLException {
        String problem = dialect.irreplaceable(connection, target.name());
        if (problem != null) {
            throw unreplaced(problem);
        }
    }

    /** A trigger or a rule may keep rows from being deleted. */
    private void requireEmpty(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet left =
                        statement.executeQuery("SELECT 1 FROM " + target.name().quoted() + " LIMIT 1")) {
            if (left.next()) {
                throw unreplaced("has rows that DELETE does not remove, by a trigger or a rule");
            }
        }
    }

    private HeadgateException unreplaced(String problem) {
        return new HeadgateException(
                CommonErrorCode.TARGET_MISMATCH,
                "Table " + target.name() + " " + problem
                        + "; nothing was changed. Remove what stands in the way and run"
                        + " again, or choose another write_mode");
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

    /** Returns how many rows it has changed. */
    private static long execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return Math.max(0, statement.executeLargeUpdate(sql));
        }
    }
}
