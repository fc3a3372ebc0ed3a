package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything in which databases differ. A further database is one more implementation. Stateless; any thread may call. */
interface Dialect {

    static Dialect of(JdbcUrl url) {
        return url.isPostgres() ? new PostgresDialect() : new H2Dialect();
    }

    Driver driver();

    /** Driver properties that a user may override. */
    Map<String, String> defaultProperties();

    /** Whether the database lives in this process and closes with its last connection. */
    boolean isEmbedded();

    /** Makes commits durable and waits bounded. In the transaction that the caller commits. */
    void configure(Connection connection) throws SQLException;

    SqlFailure classify(SQLException e);

    /** A further sentence for {@link SqlFailure#LOCKED}, beginning with a space, or empty. */
    String lockedHint(SQLException e);

    /** Runs the action while no other setup of this program runs on the database. Begins a transaction and leaves it to the action. */
    void underSetupLock(Connection connection, SqlAction action) throws SQLException;

    /**
     * Before the first statement of a transaction that changes something. Where a crash could tear transactions that write at the same
     * time it waits until none does. May be called again by the same thread; so often {@link #endWriting} has to be called.
     */
    default void beginWriting() {}

    /** When the transaction has ended, by the thread that has begun it. */
    default void endWriting() {}

    /** How long a statement waits for a lock, from here on in this session. */
    void setLockTimeout(Connection connection, int millis) throws SQLException;

    /** Names the session after the writer, so that {@link #endSession} finds it. */
    void nameSession(Connection connection, UUID writer) throws SQLException;

    /** Ends the session of a writer that was superseded, wherever it runs, if the database lets us. */
    void endSession(Connection connection, UUID writer) throws SQLException;

    /** Bytes or characters that a name may have. */
    int maxIdentifierLength();

    /** The name's length in the unit of {@link #maxIdentifierLength}. */
    int identifierLength(String name);

    String currentSchemaQuery();

    /** Columns of a table in order, or an empty list if there is no such table. */
    List<ExistingColumn> columns(Connection connection, TableName table) throws SQLException;

    /** Why rows must not be written to the table as a whole, as an end of "table x …", or null. */
    @Nullable
    String unfit(Connection connection, TableName table) throws SQLException;

    /** The type of a new column. */
    String typeName(DataType type);

    /**
     * Statements that alter a table.
     *
     * @param clauses {@code ADD COLUMN "a" integer}, {@code ALTER COLUMN "b" SET DATA TYPE bigint}
     */
    List<String> alterStatements(TableName table, List<String> clauses);

    /** Names of the types that Headgate's own tables use. */
    OwnTypes ownTypes();

    /** Values that a column cannot hold and that the client must find, because the database would not, or later. */
    List<ValueCheck> checks(TargetColumn column);

    /**
     * Where a loader encodes by the types of the columns and the database does not compare them: keeps everybody from altering the
     * table until the transaction ends.
     *
     * @return whether it does; else the database converts what it is given, whatever its columns have become
     */
    boolean holdTypes(Connection connection, TableName table) throws SQLException;

    /** A loader for one table on one connection. */
    RowLoader loader(Connection connection, TargetTable table) throws SQLException;

    /** Text that the database can hold: a reject must be storable whatever it contains. */
    String storable(String text);

    /** What the staged modes need. */
    StagedDialect staged();

    /** What reading back needs. */
    HeldDialect held();

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /**
     * Types of Headgate's own tables.
     *
     * @param shortText for names
     * @param longText without a limit
     * @param timestamp with time zone
     */
    record OwnTypes(String shortText, String longText, String timestamp) {}

    /** Something done with the database. */
    @FunctionalInterface
    interface SqlAction {
        void run() throws SQLException;
    }
}
