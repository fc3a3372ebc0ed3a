package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The moments as of which this process reads: snapshots that the server exports for as long as a transaction of ours holds them.
 *
 * <p>Two of them where a cursor's column decides what is new. In the first one the newest value is looked up; then every
 * transaction that is in flight is waited for; the second one, which the records are read in, is taken after that. A record up to
 * the newest value that the second does not see was therefore written by a transaction that began after the newest value had been
 * committed, and a cursor that grows gives it a larger one. Any thread.
 */
final class PostgresMoment implements AutoCloseable {

    private final SourceDatabase database;
    private final JdbcSourceConfig config;
    private final PostgresCatalog catalog;
    private final List<Connection> holders = new ArrayList<>();
    private @Nullable Snapshot horizon;
    private @Nullable Snapshot reading;

    PostgresMoment(SourceDatabase database, JdbcSourceConfig config, PostgresCatalog catalog) {
        this.database = database;
        this.config = config;
        this.catalog = catalog;
    }

    /**
     * An exported snapshot.
     *
     * @param id for SET TRANSACTION SNAPSHOT
     * @param oldest transactions with a smaller number had all ended
     * @param files of each relation, by its number, before it was taken
     */
    record Snapshot(String id, long oldest, Map<Long, String> files) {}

    /** Where the newest value of a cursor is looked up. Waits, the first time, for the transactions in flight. */
    synchronized Snapshot horizon() {
        Snapshot known = horizon;
        if (known == null) {
            known = export();
            horizon = known;
            new PostgresInFlight(database).awaitEnd(config.inFlightWait());
            // One that was taken before is too old for what is planned now.
            reading = null;
        }
        return known;
    }

    /** Where records are read. */
    synchronized Snapshot reading() {
        Snapshot known = reading;
        if (known == null) {
            known = export();
            reading = known;
        }
        return known;
    }

    /** The files of a relation, from before the moment in which it is going to be read; null if there is no moment yet. */
    synchronized @Nullable String files(long oid) {
        Snapshot known = reading;
        return known == null ? null : known.files().get(oid);
    }

    private Snapshot export() {
        Connection connection = database.connect();
        Map<Long, String> files = before(connection);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT pg_export_snapshot(), txid_snapshot_xmin(txid_current_snapshot())")) {
            row.next();
            holders.add(connection);
            return new Snapshot(row.getString(1), row.getLong(2), files);
        } catch (SQLException e) {
            SourceDatabase.closeQuietly(connection);
            throw database.errors().translate("Exporting a snapshot", e);
        }
    }

    /** In a transaction of its own: the next one takes the snapshot with its first statement. */
    private Map<Long, String> before(Connection connection) {
        try {
            Map<Long, String> files = catalog.files(connection);
            connection.commit();
            return files;
        } catch (SQLException e) {
            SourceDatabase.closeQuietly(connection);
            throw database.errors().translate("Exporting a snapshot", e);
        }
    }

    /**
     * A session whose statements all see what the snapshot sees.
     *
     * @param watched what must be as it was planned; null if that does not matter
     */
    PostgresSession open(Snapshot snapshot, @Nullable PostgresFiles watched) {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION SNAPSHOT '" + snapshot.id() + "'");
            return new PostgresSession(database, connection, false, watched);
        } catch (SQLException e) {
            SourceDatabase.closeQuietly(connection);
            throw database.errors().translate("Taking over a snapshot", e);
        }
    }

    @Override
    public synchronized void close() {
        holders.forEach(SourceDatabase::closeQuietly);
        holders.clear();
        horizon = null;
        reading = null;
    }
}
