package io.headgate.source.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The transactions of a database that are in flight, those included that have not written anything yet: each holds a lock on its
 * own virtual number from its beginning until what it has written can be seen. That is also how CREATE INDEX CONCURRENTLY waits.
 */
final class PostgresInFlight {

    /** Where the JobRepository is in the same database: the step that plans is in a transaction of it. */
    private static final String REPOSITORY = "headgate repository";

    /** Vacuum and our own sessions write nothing that anybody reads; a parallel worker ends before its leader. */
    private static final String SESSIONS = "SELECT l.pid || ' ' || l.virtualxid"
            + " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid"
            + " WHERE l.locktype = 'virtualxid' AND l.mode = 'ExclusiveLock' AND l.granted"
            + " AND l.pid <> pg_backend_pid() AND (a.pid IS NULL OR a.datname = current_database())"
            + " AND COALESCE(a.application_name, '') NOT IN ('" + PostgresDialect.APPLICATION + "', '" + REPOSITORY
            + "')"
            + " AND COALESCE(a.backend_type, '') NOT IN ('autovacuum worker', 'parallel worker', 'walsender')";

    private static final String PREPARED =
            "SELECT 'prepared ' || transaction FROM pg_prepared_xacts WHERE database = current_database()";

    private static final long PAUSE_MILLIS = 50;

    private final SourceDatabase database;

    PostgresInFlight(SourceDatabase database) {
        this.database = database;
    }

    /**
     * Returns when every transaction that is in flight now has ended.
     *
     * @throws HeadgateException {@link SourceErrorCode#TRANSACTION_IN_FLIGHT} if that takes too long
     */
    void awaitEnd(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        Connection connection = database.connect();
        try {
            requirePrimary(connection);
            // In this order: a transaction that is prepared meanwhile is on one of the lists at least.
            Set<String> sessions = new HashSet<>(texts(connection, SESSIONS));
            Set<String> prepared = new HashSet<>(texts(connection, PREPARED));
            while (!sessions.isEmpty() || !prepared.isEmpty()) {
                if (System.nanoTime() - deadline > 0) {
                    throw tooLong(sessions, prepared, longest);
                }
                pause();
                look(connection, sessions, prepared);
            }
        } catch (SQLException e) {
            throw database.errors().translate("Looking for transactions in flight", e);
        } finally {
            SourceDatabase.closeQuietly(connection);
        }
    }

    /**
     * Leaves those that are still there. What a session prepares is no longer its own and goes by another number, which nothing
     * connects with the old one: so whatever is prepared while sessions are waited for is waited for as well.
     */
    private static void look(Connection connection, Set<String> sessions, Set<String> prepared) throws SQLException {
        boolean mayPrepare = !sessions.isEmpty();
        sessions.retainAll(texts(connection, SESSIONS));
        List<String> now = texts(connection, PREPARED);
        if (mayPrepare) {
            prepared.addAll(now);
        }
        prepared.retainAll(now);
    }

    private static void requirePrimary(Connection connection) throws SQLException {
        if (texts(connection, "SELECT pg_is_in_recovery()").contains("t")) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "cursor_column: this server is a standby, where the primary's transactions in flight cannot be seen,"
                            + " so that late commits would be lost. Read from the primary, or set lookback to the"
                            + " longest time that a transaction takes");
        }
    }

    private static HeadgateException tooLong(Set<String> sessions, Set<String> prepared, Duration longest) {
        List<String> some = Stream.concat(sessions.stream(), prepared.stream())
                .sorted()
                .limit(5)
                .toList();
        return new HeadgateException(
                SourceErrorCode.TRANSACTION_IN_FLIGHT,
                String.format(
                        Locale.ROOT,
                        "after %d s %d transactions that may still write behind the cursor have not ended (process and"
                                + " transaction: %s). Nothing was read. End them, or run again later; in_flight_wait"
                                + " says how long to wait, lookback makes waiting needless",
                        longest.toSeconds(),
                        sessions.size() + prepared.size(),
                        some));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HeadgateException(
                    SourceErrorCode.TRANSACTION_IN_FLIGHT, "interrupted while waiting for transactions to end", e);
        }
    }

    /** Each time anew: within a transaction the statistics would stand still. */
    private static List<String> texts(Connection connection, String sql) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        connection.commit();
        return texts;
    }
}
