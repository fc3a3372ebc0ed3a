package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** H2: batched inserts. Embedded in this process, or behind its server. */
final class H2Dialect implements Dialect {

    private static final int LOCK_TIMEOUT_MILLIS = 30_000;
    /**
     * H2 stores its maps one after the other, and not at one moment: a commit that goes on meanwhile may be stored in some and not in
     * others, and a process that is killed before the next store leaves half a transaction. One at a time is whole. One lock for all
     * databases keeps it simple.
     */
    private static final ReentrantLock WRITERS = new ReentrantLock();

    @Override
    public Driver driver() {
        return org.h2.Driver.load();
    }

    @Override
    public Map<String, String> defaultProperties() {
        return Map.of();
    }

    @Override
    public boolean isEmbedded() {
        return true;
    }

    /**
     * With the default delay of half a second a killed process would lose commits that it was told of. H2 remembers the setting in
     * the file, and shows it, but does not obey it when the file is opened again: it must be made by every process.
     */
    @Override
    public void configure(Connection connection) throws SQLException {
        setLockTimeout(connection, LOCK_TIMEOUT_MILLIS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 0");
        } catch (SQLException e) {
            if (classify(e) != SqlFailure.ACCESS_DENIED) {
                throw e;
            }
            throw new HeadgateException(
                    CommonErrorCode.ACCESS_DENIED,
                    "The H2 database delays its writes, so that a crash would lose committed rows, and only an"
                            + " administrator may change that (SET WRITE_DELAY 0, each time the file is opened). Let the"
                            + " destination connect as an administrator.",
                    e);
        }
    }

    @Override
    public SqlFailure classify(SQLException e) {
        SqlFailure failure = classify(e.getErrorCode());
        if (failure != SqlFailure.OTHER) {
            return failure;
        }
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("22") || state.startsWith("23")) {
            return SqlFailure.RECORD_REFUSED;
        }
        return state.startsWith("08") ? SqlFailure.CONNECTION_LOST : SqlFailure.OTHER;
    }

    private static SqlFailure classify(int code) {
        return switch (code) {
            case ErrorCode.LOCK_TIMEOUT_1,
                    ErrorCode.DEADLOCK_1,
                    ErrorCode.CONCURRENT_UPDATE_1,
                    ErrorCode.DATABASE_ALREADY_OPEN_1,
                    ErrorCode.DATABASE_IS_IN_EXCLUSIVE_MODE -> SqlFailure.LOCKED;
            case ErrorCode.CONNECTION_BROKEN_1,
                    ErrorCode.DATABASE_IS_CLOSED,
                    ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
                    ErrorCode.OBJECT_CLOSED -> SqlFailure.CONNECTION_LOST;
            case ErrorCode.WRONG_USER_OR_PASSWORD, ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1, ErrorCode.ADMIN_RIGHTS_REQUIRED ->
                SqlFailure.ACCESS_DENIED;
            case ErrorCode.TABLE_OR_VIEW_ALREADY_EXISTS_1,
                    ErrorCode.INDEX_ALREADY_EXISTS_1,
                    ErrorCode.DUPLICATE_COLUMN_NAME_1 -> SqlFailure.CONCURRENT_DDL;
            case ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1,
                    ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2,
                    ErrorCode.SCHEMA_NOT_FOUND_1,
                    ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1,
                    ErrorCode.REMOTE_DATABASE_NOT_FOUND_1 -> SqlFailure.NOT_FOUND;
            case ErrorCode.COLUMN_NOT_FOUND_1 -> SqlFailure.COLUMNS_CHANGED;
            case ErrorCode.DATABASE_IS_READ_ONLY -> SqlFailure.READ_ONLY;
            default -> SqlFailure.OTHER;
        };
    }

    @Override
    public String lockedHint(SQLException e) {
        return e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1
                ? " ;AUTO_SERVER=TRUE in the URLs of all lets others read an H2 file; write to it from one process."
                : "";
    }

    @Override
    public void beginWriting() {
        WRITERS.lock();
    }

    @Override
    public void endWriting() {
        WRITERS.unlock();
    }

    /** An embedded database has no lock that a session could take for a setup, but only this process uses it. */
    @Override
    public void underSetupLock(Connection connection, SqlAction action) throws SQLException {
        WRITERS.lock();
        try {
            action.run();
        } finally {
            WRITERS.unlock();
        }
    }

    @Override
    public void setLockTimeout(Connection connection, int millis) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCK_TIMEOUT " + millis);
        }
    }

    @Override
    public void nameSession(Connection connection, UUID writer) {}

    /** A frozen process holds the whole file, so there is nobody who could get here behind it. */
    @Override
    public void endSession(Connection connection, UUID writer) {}

    @Override
    public int maxIdentifierLength() {
        return 256;
    }

    @Override
    public int identifierLength(String name) {
        return name.length();
    }

    @Override
    public String currentSchemaQuery() {
        return "SELECT CURRENT_SCHEMA";
    }

    @Override
    public List<ExistingColumn> columns(Connection connection, TableName table) throws SQLException {
        List<ExistingColumn> columns = new ArrayList<>();
        String sql = "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE,"
                + " DATETIME_PRECISION, IS_NULLABLE = 'NO' AND COLUMN_DEFAULT IS NULL AND IS_IDENTITY = 'NO',"
                + " IS_GENERATED = 'ALWAYS', IS_NULLABLE = 'NO',"
                + " COLUMN_DEFAULT IS NOT NULL OR IS_IDENTITY = 'YES' OR IS_GENERATED = 'ALWAYS'"
                + " FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?"
                + " ORDER BY ORDINAL_POSITION";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.add(new ExistingColumn(
                            rows.getString(1),
                            H2Types.type(rows),
                            rows.getBoolean(9),
                            rows.getBoolean(7),
                            rows.getBoolean(10),
                            rows.getBoolean(8)));
                }
            }
        }
        return columns;
    }

    @Override
    public @Nullable String unfit(Connection connection, TableName table) throws SQLException {
        String sql = "SELECT TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, table.schema());
            select.setString(2, table.name());
            try (ResultSet row = select.executeQuery()) {
                return !row.next() || row.getString(1).equals("BASE TABLE")
                        ? null
                        : "is no ordinary table, so that rows and checkpoint could not be committed together. Name a table";
            }
        }
    }

    @Override
    public String typeName(DataType type) {
        return H2Types.name(type);
    }

    /** H2 takes one clause at a time, and commits each. */
    @Override
    public List<String> alterStatements(TableName table, List<String> clauses) {
        return clauses.stream()
                .map(clause -> "ALTER TABLE " + table.quoted() + " " + clause)
                .toList();
    }

    @Override
    public OwnTypes ownTypes() {
        return new OwnTypes("VARCHAR", "CHARACTER LARGE OBJECT", "TIMESTAMP WITH TIME ZONE");
    }

    @Override
    public List<ValueCheck> checks(TargetColumn column) {
        List<ValueCheck> checks = new ArrayList<>(ValueChecks.common(column, false, true));
        DataType type = column.field().type();
        if (type == DataType.Primitive.STRING || type == DataType.Primitive.JSON) {
            checks.add(new Utf8Check(column));
        }
        return checks;
    }

    @Override
    public boolean holdTypes(Connection connection, TableName table) {
        return false;
    }

    @Override
    public RowLoader loader(Connection connection, TargetTable table) throws SQLException {
        return new H2InsertLoader(connection, table);
    }

    @Override
    public String storable(String text) {
        return text;
    }

    @Override
    public StagedDialect staged() {
        return new H2Staged();
    }

    @Override
    public HeldDialect held() {
        return new H2Held();
    }
}
