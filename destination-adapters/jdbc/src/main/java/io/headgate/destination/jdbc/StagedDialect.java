package io.headgate.destination.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what databases differ where a stream is staged and then applied. Stateless; any thread may call. */
interface StagedDialect {

    /** Why the modes with a key cannot be used on this server, as a sentence, or null. */
    @Nullable
    String lacksMerge(Connection connection) throws SQLException;

    /** Why a table must not be replaced as a whole, as an end of "table x …", or null. */
    @Nullable
    String irreplaceable(Connection connection, TableName table) throws SQLException;

    /**
     * Creates a table that {@link #swap} can put into the target's place. False if the target is not of that kind; nothing is
     * created then.
     */
    boolean createTwin(Connection connection, TableName target, TableName twin) throws SQLException;

    /** How {@link #createTwin} makes the table, its indexes apart; null if it would make none. The target need not be there yet. */
    @Nullable
    String twinStatement(Connection connection, TableName target, TableName twin) throws SQLException;

    /** Puts the staging table into the target's place, in the open transaction. False if that cannot be done; nothing has changed. */
    boolean swap(Connection connection, TableName target, TableName staging) throws SQLException;

    /** Conditions that a table's rows must meet, as far as they speak of the given columns alone. */
    List<String> conditions(Connection connection, TableName table, Set<String> columns) throws SQLException;

    /** Whether no two rows of the table can have the same values in these columns. */
    boolean isUnique(Connection connection, TableName table, List<String> columns) throws SQLException;

    /** Prepares the staging table for being joined by its key. May commit. */
    void beforeApply(Connection connection, TableName staging, List<String> keyColumns) throws SQLException;

    /** Whether tables are joined by an index or else row by row: there is no join by sorting or hashing. */
    boolean joinsByIndex();

    /** Until the end of the transaction nobody else writes to the table; readers go on. */
    void lockAgainstWriters(Connection connection, TableName table) throws SQLException;

    /** Whether rows that a publication has written can be found after it, by {@link HeldDialect}; if not they are counted in it. */
    boolean findsRowsLater();

    /**
     * How the creation of a table begins whose rows nobody needs after the transaction that writes them. A temporary table would
     * not do: H2 cannot open its file any more after a death in a transaction that has written to one.
     */
    String scratchTable();
}
