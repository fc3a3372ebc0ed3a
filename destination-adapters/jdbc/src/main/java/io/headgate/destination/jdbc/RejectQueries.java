package io.headgate.destination.jdbc;

import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the table of rejected records, and marks and removes what a replay has in hand. Each call is one transaction. */
final class RejectQueries implements RejectStore {

    private static final String ROW = "SELECT \"id\", \"flow\", \"instance\", \"run\", \"stream\", \"place\","
            + " \"code\", \"reason\", \"raw\", \"step\", \"rejected_at\", \"replay\" FROM ";
    private static final String SELECTED = " WHERE \"flow\" = ? AND \"stream\" = ?";

    private final JdbcDestination destination;

    RejectQueries(JdbcDestination destination) {
        this.destination = destination;
    }

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        List<StoredReject> found = new ArrayList<>();
        on(selection, "Listing", (connection, table) -> {
            String sql = ROW + table + SELECTED + (run == null ? "" : " AND \"run\" = ?") + " ORDER BY \"id\" LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = set(select, selection);
                if (run != null) {
                    select.setString(next++, run);
                }
                select.setInt(next, limit);
                read(select, found);
            }
        });
        return found;
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        long[] count = {0};
        on(selection, "Counting", (connection, table) -> {
            String sql = "SELECT COUNT(*) FROM " + table + SELECTED + (run == null ? "" : " AND \"run\" = ?");
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = set(select, selection);
                if (run != null) {
                    select.setString(next, run);
                }
                count[0] = first(select);
            }
        });
        return count[0];
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        long[] count = {0};
        on(selection, "Claiming", (connection, table) -> {
            String mark = "UPDATE " + table + " SET \"replay\" = ?, \"replay_epoch\" = ?" + SELECTED
                    + " AND (\"replay_epoch\" IS NULL OR \"replay_epoch\" < ?)";
            try (PreparedStatement update = connection.prepareStatement(mark)) {
                update.setObject(1, replay);
                update.setLong(2, epoch);
                update.setString(3, selection.flow());
                update.setString(4, selection.stream());
                update.setLong(5, epoch);
                update.executeUpdate();
            }
            String sql = "SELECT COUNT(*) FROM " + table + SELECTED + " AND \"replay\" = ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setObject(set(select, selection), replay);
                count[0] = first(select);
            }
        });
        return count[0];
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        List<StoredReject> found = new ArrayList<>();
        on(selection, "Reading", (connection, table) -> {
            String sql = ROW + table + SELECTED + " AND \"replay\" = ? AND \"id\" > ? ORDER BY \"id\" LIMIT ?";
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                int next = set(select, selection);
                select.setObject(next, replay);
                select.setLong(next + 1, after == null ? Long.MIN_VALUE : Long.parseLong(after));
                select.setInt(next + 2, limit);
                read(select, found);
            }
        });
        return found;
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        on(selection, "Removing", (connection, table) -> {
            String sql = "DELETE FROM " + table + SELECTED + " AND \"replay\" = ?";
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                delete.setObject(set(delete, selection), replay);
                delete.executeUpdate();
            }
        });
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        int[] found = {0};
        on(selection, "Repairing", (connection, table) -> {
            found[0] = 0;
            String sql = "UPDATE " + table + " SET \"raw\" = ?" + SELECTED
                    + " AND \"id\" = ? AND \"instance\" = ? AND \"place\" = ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                for (Repair repair : repairs) {
                    if (!repair.id().matches("\\d{1,18}")) {
                        continue;
                    }
                    update.setString(1, destination.database().dialect().storable(repair.raw()));
                    update.setString(2, selection.flow());
                    update.setString(3, selection.stream());
                    update.setLong(4, Long.parseLong(repair.id()));
                    update.setObject(5, repair.instance());
                    update.setString(6, repair.place());
                    found[0] += update.executeUpdate();
                }
            }
        });
        return found[0];
    }

    /** Something done with the table, whose quoted name is given. */
    @FunctionalInterface
    private interface TableWork {
        void run(Connection connection, String table) throws SQLException;
    }

    /** Does nothing if there is no such table. */
    private void on(Selection selection, String doing, TableWork work) {
        JdbcDatabase database = destination.database();
        TableName target = destination.resolve(selection.table());
        RejectTable rejects = new RejectTable(target, database.dialect());
        database.run(doing + " the rejected records of " + target, connection -> {
            if (database.dialect().columns(connection, rejects.name()).isEmpty()) {
                return;
            }
            if (!rejects.isReady(connection)) {
                throw new HeadgateException(
                        CommonErrorCode.TARGET_MISMATCH,
                        "Table " + rejects.name() + " was made by an earlier version of Headgate. Run the flow once:"
                                + " that adds the columns which are missing.");
            }
            work.run(connection, rejects.name().quoted());
        });
    }

    /** The number of the parameter after them. */
    private static int set(PreparedStatement statement, Selection selection) throws SQLException {
        statement.setString(1, selection.flow());
        statement.setString(2, selection.stream());
        return 3;
    }

    private static long first(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void read(PreparedStatement select, List<StoredReject> into) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                RejectedRecord record = new RejectedRecord(
                        row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10));
                into.add(new StoredReject(
                        Long.toString(row.getLong(1)),
                        row.getString(2),
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getString(5),
                        record,
                        row.getObject(11, OffsetDateTime.class).toInstant(),
                        row.getObject(12, UUID.class)));
            }
        }
    }
}
