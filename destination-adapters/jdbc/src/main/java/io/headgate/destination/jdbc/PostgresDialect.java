package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: binary COPY. */
final class PostgresDialect implements Dialect {

    private static final String SESSION = "headgate-";
    /** Any number that nobody else is likely to use as an advisory lock: "Headgate" in ASCII. */
    private static final long SETUP_LOCK = 0x4865616467617465L;

    private static final int LOCK_TIMEOUT_MILLIS = 30_000;
    private static final Set<String> LOCKED = Set.of("55P03", "40P01", "40001", "55006");
    private static final Set<String> NOT_FOUND = Set.of("3D000", "3F000", "42P01", "42704");
    private static final Set<String> CONCURRENT_DDL = Set.of("42P07", "42701", "42710", "42P06");

    @Override
    public Driver driver() {
        return new org.postgresql.Driver();
    }

    @Override
    public Map<String, String> defaultProperties() {
        return Map.of(
                "connectTimeout", "10", "loginTimeout", "10", "tcpKeepAlive", "true", "ApplicationName", "headgate");
    }

    @Override
    public boolean isEmbedded() {
        return false;
    }

    /** A commit that is acknowledged before it is on disk could be lost while the JobRepository remembers it: not with us. */
    @Override
    public void configure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT set_config('lock_timeout', '" + LOCK_TIMEOUT_MILLIS + "', false),"
                    + " set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
                    + " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)");
        }
    }

    @Override
    public SqlFailure classify(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals("22P03") || state.equals("22P04")) {
            return SqlFailure.COLUMNS_CHANGED;
        }
        if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
            return SqlFailure.CONNECTION_LOST;
        }
        if (state.startsWith("28") || state.equals("42501")) {
            return SqlFailure.ACCESS_DENIED;
        }
        if (NOT_FOUND.contains(state)) {
            return SqlFailure.NOT_FOUND;
        }
        if (LOCKED.contains(state)) {
            return SqlFailure.LOCKED;
        }
        if (CONCURRENT_DDL.contains(state) || isCatalogueRace(e, state)) {
            return SqlFailure.CONCURRENT_DDL;
        }
        if (state.equals("25006")) {
            return SqlFailure.READ_ONLY;
        }
        // P0: raised by the user's own trigger. 54000: too large for an index. 44000: WITH CHECK OPTION.
        boolean refused = state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("P0")
                || state.equals("54000")
                || state.equals("44000");
        return refused ? SqlFailure.RECORD_REFUSED : SqlFailure.OTHER;
    }

    /** Two sessions that create the same object collide in the catalogue's own indexes and rows. */
    private static boolean isCatalogueRace(SQLException e, String state) {
        String message = String.valueOf(e.getMessage());
        return (state.equals("23505") && message.contains("\"pg_"))
                || (state.equals("XX000") && message.contains("tuple"));
    }

    @Override
    public String lockedHint(SQLException e) {
        return "";
    }

    @Override
    public void underSetupLock(Connection connection, SqlAction action) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            lock.setLong(1, SETUP_LOCK);
            lock.execute();
        }
        action.run();
    }

    @Override
    public void setLockTimeout(Connection connection, int millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = " + millis);
        }
    }

    @Override
    public void nameSession(Connection connection, UUID writer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET application_name = '" + SESSION + writer + "'");
        }
    }

    /** The name is the writer's own, so this cannot hit a stranger, not even behind a connection pooler. */
    @Override
    public void endSession(Connection connection, UUID writer) throws SQLException {
        String sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?"
                + " AND pid <> pg_backend_pid()";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, SESSION + writer);
            select.execute();
        } catch (SQLException e) {
            // Another role's session is not ours to end. The fence holds without.
            if (classify(e) != SqlFailure.ACCESS_DENIED) {
                throw e;
            }
            connection.rollback();
        }
    }

    @Override
    public int maxIdentifierLength() {
        return 63;
    }

    @Override
    public int identifierLength(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public String currentSchemaQuery() {
        return "SELECT current_schema()";
    }

    @Override
    public List<ExistingColumn> columns(Connection connection, TableName table) throws SQLException {
        return PostgresCatalogue.columns(connection, table);
    }

    @Override
    public @Nullable String unfit(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT c.relkind::text, c.relpersistence::text FROM pg_class c JOIN pg_namespace n ON n.oid ="
                + " c.relnamespace WHERE n.nspname = ? AND c.relname = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (!"rp".contains(row.getString(1))) {
                    return "is no ordinary table, so that rows and checkpoint could not be committed together. Name a table";
                }
                if (row.getString(2).equals("u")) {
                    return "is UNLOGGED: a crash of the server would empty it and keep the checkpoint. ALTER TABLE "
                            + table.quoted() + " SET LOGGED";
                }
                return row.getString(1).equals("p") ? unfitPartition(connection, table) : null;
            }
        }
    }

    private static @Nullable String unfitPartition(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT c.oid::regclass::text, c.relpersistence = 'u' FROM pg_partition_tree(?::regclass) p"
                + " JOIN pg_class c ON c.oid = p.relid WHERE p.isleaf AND c.relkind <> 'p'"
                + " AND (c.relkind <> 'r' OR c.relpersistence = 'u') ORDER BY 1";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table.quoted());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String partition = row.getString(1);
                return row.getBoolean(2)
                        ? "cannot keep all rows: its partition " + partition + " is UNLOGGED, and a crash of the server"
                                + " would empty it and keep the checkpoint. ALTER TABLE " + partition + " SET LOGGED"
                        : "cannot take all rows: its partition " + partition + " is a foreign table, so that rows and"
                                + " checkpoint could not be committed together. Detach it";
            }
        }
    }

    @Override
    public String typeName(DataType type) {
        if (type instanceof DataType.Decimal decimal) {
            return "numeric(" + decimal.precision() + "," + decimal.scale() + ")";
        }
        if (!(type instanceof DataType.Primitive primitive)) {
            return "jsonb";
        }
        return switch (primitive) {
            case BOOLEAN -> "boolean";
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case FLOAT32 -> "real";
            case FLOAT64 -> "double precision";
            case STRING -> "text";
            case BINARY -> "bytea";
            case DATE -> "date";
            case TIME -> "time";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_TZ -> "timestamptz";
            case UUID -> "uuid";
            case JSON -> "jsonb";
        };
    }

    /** All at once: a table that has to be written anew for a wider type is written once. */
    @Override
    public List<String> alterStatements(TableName table, List<String> clauses) {
        return List.of("ALTER TABLE " + table.quoted() + " " + String.join(", ", clauses));
    }

    @Override
    public OwnTypes ownTypes() {
        return new OwnTypes("TEXT", "TEXT", "TIMESTAMP WITH TIME ZONE");
    }

    @Override
    public List<ValueCheck> checks(TargetColumn column) {
        return PostgresTypes.checks(column);
    }

    @Override
    public boolean holdTypes(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE ONLY " + table.quoted() + " IN ROW EXCLUSIVE MODE");
        }
        return true;
    }

    @Override
    public RowLoader loader(Connection connection, TargetTable table) {
        return new PostgresCopyLoader(connection, table);
    }

    @Override
    public String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "\\x00");
    }

    @Override
    public StagedDialect staged() {
        return new PostgresStaged();
    }

    @Override
    public HeldDialect held() {
        return new PostgresHeld();
    }
}
