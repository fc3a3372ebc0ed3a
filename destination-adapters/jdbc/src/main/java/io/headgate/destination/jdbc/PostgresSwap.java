package io.headgate.destination.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces a table by another one that was loaded beside it, by renaming, in the open transaction. What hangs on a table and not on
 * its name is carried over: owner, grants, options, indexes, constraints, comments. A table on which anything else hangs (a view, a
 * foreign key, a trigger, a policy, a publication, a sequence, …) is left to be rewritten, which keeps all of it.
 *
 * <p>Renaming is for readers that take a fresh snapshot with each statement. A transaction with an older one would see the new
 * table without the rows that were loaded since, so while there is such a transaction the table is rewritten as well.
 */
final class PostgresSwap {

    /** A request that waits makes new readers wait behind it: rather rewrite the table than hold them up for long. */
    private static final int LOCK_WAIT_MILLIS = 2_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String DEADLOCK = "40P01";

    private final Connection connection;
    private final TableName target;
    private final TableName twin;

    PostgresSwap(Connection connection, TableName target, TableName twin) {
        this.connection = connection;
        this.target = target;
        this.twin = twin;
    }

    /** Whether a table of the name can be replaced by renaming, as far as it alone says. */
    static boolean isSwappable(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PostgresSwapSql.IS_SWAPPABLE)) {
            select.setString(1, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Makes the twin like the target, but for its indexes: unique ones only, which tell which records to refuse. */
    static void createTwin(Connection connection, TableName target, TableName twin) throws SQLException {
        PostgresSwap swap = new PostgresSwap(connection, target, twin);
        swap.execute(twinStatement(target, twin));
        for (Index index : swap.indexes()) {
            if (index.unique()) {
                swap.create(index);
            }
        }
    }

    static String twinStatement(TableName target, TableName twin) {
        return "CREATE TABLE " + twin.quoted() + " (LIKE " + target.quoted()
                + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING GENERATED INCLUDING STORAGE INCLUDING COMPRESSION"
                + " INCLUDING COMMENTS)";
    }

    /** False if it cannot be done now; then nothing has changed. */
    boolean run() throws SQLException {
        Savepoint start = connection.setSavepoint();
        if (tryRun()) {
            connection.releaseSavepoint(start);
            return true;
        }
        connection.rollback(start);
        // Or all that follows would be of another subtransaction than the load that was recorded for it.
        connection.releaseSavepoint(start);
        return false;
    }

    private boolean tryRun() throws SQLException {
        // Against changes of the table's definition while indexes are built; readers and writers go on.
        if (!lock("SHARE UPDATE EXCLUSIVE") || !isSwappable(connection, target) || !hasSameColumns()) {
            return false;
        }
        List<Index> indexes = indexes();
        List<String> twins = new ArrayList<>();
        for (Index index : indexes) {
            if (index.definition().isEmpty()) {
                return false;
            }
            twins.add(twinOf(index));
        }
        List<String> afterwards = texts(PostgresSwapSql.CARRY_OVER, target.quoted(), twin.quoted(), twin.quoted());
        execute("ANALYZE " + twin.quoted());
        if (!lock("ACCESS EXCLUSIVE") || hasOlderSnapshots()) {
            return false;
        }
        for (String statement : afterwards) {
            execute(statement);
        }
        replace(indexes, twins);
        return true;
    }

    private void replace(List<Index> indexes, List<String> twins) throws SQLException {
        List<String> comments = texts(PostgresSwapSql.COMMENTS, target.quoted());
        String aside = Dialect.quote(twin.name() + "_");
        execute("ALTER TABLE " + target.quoted() + " RENAME TO " + aside);
        execute("ALTER TABLE " + twin.quoted() + " RENAME TO " + Dialect.quote(target.name()));
        execute("DROP TABLE " + Dialect.quote(target.schema()) + "." + aside);
        for (int i = 0; i < indexes.size(); i++) {
            Index index = indexes.get(i);
            execute(
                    index.constraint().isEmpty()
                            ? "ALTER INDEX " + target.sibling(twins.get(i)).quoted() + " RENAME TO "
                                    + Dialect.quote(index.name())
                            : "ALTER TABLE " + target.quoted() + " ADD CONSTRAINT " + Dialect.quote(index.name()) + " "
                                    + index.constraint() + " USING INDEX " + Dialect.quote(twins.get(i)));
        }
        for (String comment : comments) {
            execute(comment);
        }
    }

    /**
     * An index of the target.
     *
     * @param constraint PRIMARY KEY or UNIQUE if it belongs to such a constraint, else empty
     * @param definition of the index behind the table's name; empty if it is written in a way that we do not know
     */
    private record Index(String name, boolean unique, String constraint, String definition) {}

    private List<Index> indexes() throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(PostgresSwapSql.INDEXES)) {
            select.setString(1, target.quoted());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    indexes.add(new Index(row.getString(1), row.getBoolean(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return indexes;
    }

    /** Name of the twin's index of the same definition, which is built if it is not there yet. */
    private String twinOf(Index index) throws SQLException {
        List<String> found = texts(PostgresSwapSql.TWIN_INDEX, twin.quoted(), index.definition(), index.unique());
        for (String name : found) {
            return name;
        }
        create(index);
        return texts(PostgresSwapSql.TWIN_INDEX, twin.quoted(), index.definition(), index.unique())
                .get(0);
    }

    /** PostgreSQL chooses the name. */
    private void create(Index index) throws SQLException {
        if (!index.definition().isEmpty()) {
            execute("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ON " + twin.quoted() + " "
                    + index.definition());
        }
    }

    private boolean hasSameColumns() throws SQLException {
        return texts(PostgresSwapSql.COLUMNS, target.quoted()).equals(texts(PostgresSwapSql.COLUMNS, twin.quoted()));
    }

    private boolean hasOlderSnapshots() throws SQLException {
        return !texts(PostgresSwapSql.OLDER_SNAPSHOTS).isEmpty();
    }

    private boolean lock(String mode) throws SQLException {
        Savepoint before = connection.setSavepoint();
        String wait = texts("SELECT current_setting('lock_timeout')").get(0);
        try {
            execute("SET LOCAL lock_timeout = " + LOCK_WAIT_MILLIS);
            execute("LOCK TABLE " + target.quoted() + " IN " + mode + " MODE");
            execute("SET LOCAL lock_timeout = '" + wait + "'");
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) && !DEADLOCK.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return false;
        }
    }

    private List<String> texts(String sql, Object... parameters) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    texts.add(row.getString(1));
                }
            }
        }
        return texts;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
