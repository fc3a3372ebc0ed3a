package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table {@code <table>_rejects} beside a target. */
final class RejectTable {

    private static final String SUFFIX = "_rejects";
    private static final int MAX_SENTENCE = 10_000;
    private static final List<String> COLUMNS =
            List.of("flow", "instance", "stream", "partition", "place", "code", "reason", "raw", "rejected_at");

    private final TableName table;
    private final Dialect dialect;

    RejectTable(TableName target, Dialect dialect) {
        this.table = target.sibling(nameFor(target.name(), dialect));
        this.dialect = dialect;
    }

    static String nameFor(String target, Dialect dialect) {
        return TableName.derived(target, SUFFIX, dialect);
    }

    TableName name() {
        return table;
    }

    /** Columns by which records are told apart, listed and replayed. A table that an earlier version has made lacks them. */
    private Map<String, String> laterColumns() {
        Dialect.OwnTypes types = dialect.ownTypes();
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("id", "BIGINT GENERATED ALWAYS AS IDENTITY");
        columns.put("run", types.shortText() + " DEFAULT '' NOT NULL");
        columns.put("step", types.shortText() + " DEFAULT 'unknown' NOT NULL");
        columns.put("replay", "UUID");
        columns.put("replay_epoch", "BIGINT");
        return columns;
    }

    void create(Connection connection) throws SQLException {
        List<String> existing = columns(connection);
        if (existing.isEmpty()) {
            execute(connection, createStatement());
        } else if (!existing.containsAll(COLUMNS)) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    "Table " + table + " is not a table for rejected records: it lacks some of the columns " + COLUMNS
                            + ". Rename it, or let the flow land in a table of another name.");
        } else {
            for (String statement : alterStatements(existing)) {
                execute(connection, statement);
            }
        }
    }

    /** What {@link #create} would run now. */
    List<String> statements(Connection connection) throws SQLException {
        List<String> existing = columns(connection);
        return existing.isEmpty() ? List.of(createStatement()) : alterStatements(existing);
    }

    private List<String> columns(Connection connection) throws SQLException {
        return dialect.columns(connection, table).stream()
                .map(ExistingColumn::name)
                .toList();
    }

    private String createStatement() {
        Dialect.OwnTypes types = dialect.ownTypes();
        String columns = " (\"flow\" %1$s NOT NULL, \"instance\" UUID NOT NULL, \"stream\" %1$s NOT NULL,"
                + " \"partition\" %1$s NOT NULL, \"place\" %1$s NOT NULL, \"code\" %1$s NOT NULL,"
                + " \"reason\" %1$s NOT NULL, \"raw\" %2$s NOT NULL, \"rejected_at\" %3$s NOT NULL";
        return "CREATE TABLE IF NOT EXISTS " + table.quoted()
                + columns.formatted(types.shortText(), types.longText(), types.timestamp())
                + laterColumns().entrySet().stream()
                        .map(column -> ", " + Dialect.quote(column.getKey()) + " " + column.getValue())
                        .collect(Collectors.joining())
                + ")";
    }

    private List<String> alterStatements(List<String> existing) {
        return laterColumns().entrySet().stream()
                .filter(column -> !existing.contains(column.getKey()))
                .map(column -> "ALTER TABLE " + table.quoted() + " ADD COLUMN " + Dialect.quote(column.getKey()) + " "
                        + column.getValue())
                .toList();
    }

    /** Whether it is there, as this version of the program makes it. */
    boolean isReady(Connection connection) throws SQLException {
        List<String> existing = columns(connection);
        return existing.containsAll(COLUMNS) && alterStatements(existing).isEmpty();
    }

    /** Removes what one stream of one instance has rejected, in the transaction that is open on the connection. */
    void removeAll(Connection connection, StreamPlan plan) throws SQLException {
        if (columns(connection).isEmpty()) {
            return;
        }
        String sql = "DELETE FROM " + table.quoted() + " WHERE \"flow\" = ? AND \"instance\" = ? AND \"stream\" = ?";
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, plan.flow());
            delete.setObject(2, plan.instance());
            delete.setString(3, plan.stream());
            delete.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Adds the rejected records of one partition, in the transaction that is open on the connection. */
    Inserter inserter(Connection connection, PartitionKey key, String run) throws SQLException {
        return new Inserter(
                connection.prepareStatement("INSERT INTO " + table.quoted() + " (\"flow\", \"instance\", \"run\","
                        + " \"stream\", \"partition\", \"place\", \"step\", \"code\", \"reason\", \"raw\","
                        + " \"rejected_at\") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CURRENT_TIMESTAMP)"),
                dialect,
                key,
                run);
    }

    /** Prepared once per writer. */
    record Inserter(PreparedStatement insert, Dialect dialect, PartitionKey key, String run) implements AutoCloseable {

        void insert(List<RejectedRecord> rejected) throws SQLException {
            for (RejectedRecord record : rejected) {
                insert.setString(1, key.flow());
                insert.setObject(2, key.instance());
                insert.setString(3, run);
                insert.setString(4, key.stream());
                insert.setString(5, key.partition());
                insert.setString(6, dialect.storable(cut(record.place())));
                insert.setString(7, dialect.storable(cut(record.step())));
                insert.setString(8, dialect.storable(cut(record.code())));
                insert.setString(9, dialect.storable(cut(record.reason())));
                insert.setString(10, dialect.storable(record.raw()));
                insert.addBatch();
            }
            insert.executeBatch();
        }

        /** A sentence is for people; a longer one might not fit the column. The record itself is never cut. */
        private static String cut(String text) {
            return text.length() <= MAX_SENTENCE ? text : text.substring(0, MAX_SENTENCE);
        }

        @Override
        public void close() throws SQLException {
            insert.close();
        }
    }
}
