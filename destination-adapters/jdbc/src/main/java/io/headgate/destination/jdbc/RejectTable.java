package io.headgate.destination.jdbc;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The table {@code <table>_rejects} beside a target. */
final class RejectTable {

    private static final String SUFFIX = "_rejects";
    private static final int MAX_SENTENCE = 10_000;
    private static final List<String> COLUMNS =
            List.of("flow", "instance", "stream", "partition", "place", "code", "reason", "raw", "rejected_at");

    private final TableName table;

    RejectTable(TableName target, Dialect dialect) {
        this.table = target.sibling(nameFor(target.name(), dialect));
    }

    static String nameFor(String target, Dialect dialect) {
        return TableName.derived(target, SUFFIX, dialect);
    }

    TableName name() {
        return table;
    }

    void create(Connection connection, Dialect dialect) throws SQLException {
        List<ExistingColumn> existing = dialect.columns(connection, table);
        if (existing.isEmpty()) {
            Dialect.OwnTypes types = dialect.ownTypes();
            String columns = " (\"flow\" %1$s NOT NULL, \"instance\" UUID NOT NULL, \"stream\" %1$s NOT NULL,"
                    + " \"partition\" %1$s NOT NULL, \"place\" %1$s NOT NULL, \"code\" %1$s NOT NULL,"
                    + " \"reason\" %1$s NOT NULL, \"raw\" %2$s NOT NULL, \"rejected_at\" %3$s NOT NULL)";
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS " + table.quoted()
                        + columns.formatted(types.shortText(), types.longText(), types.timestamp()));
            }
        } else if (!existing.stream().map(ExistingColumn::name).toList().containsAll(COLUMNS)) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    "Table " + table + " is not a table for rejected records: it lacks some of the columns " + COLUMNS
                            + ". Rename it, or let the flow land in a table of another name.");
        }
    }

    PreparedStatement prepareInsert(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO " + table.quoted() + " (\"flow\", \"instance\", \"stream\","
                + " \"partition\", \"place\", \"code\", \"reason\", \"raw\", \"rejected_at\") VALUES (?, ?, ?, ?, ?, ?, ?,"
                + " ?, CURRENT_TIMESTAMP)");
    }

    static void insert(PreparedStatement insert, Dialect dialect, PartitionKey key, List<RejectedRecord> rejected)
            throws SQLException {
        for (RejectedRecord record : rejected) {
            insert.setString(1, key.flow());
            insert.setObject(2, key.instance());
            insert.setString(3, key.stream());
            insert.setString(4, key.partition());
            insert.setString(5, dialect.storable(cut(record.place())));
            insert.setString(6, dialect.storable(cut(record.code())));
            insert.setString(7, dialect.storable(cut(record.reason())));
            insert.setString(8, dialect.storable(record.raw()));
            insert.addBatch();
        }
        insert.executeBatch();
    }

    /** A sentence is for people; a longer one might not fit the column. The record itself is never cut. */
    private static String cut(String text) {
        return text.length() <= MAX_SENTENCE ? text : text.substring(0, MAX_SENTENCE);
    }
}
