package io.headgate.destination.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a driver's errors into sentences for the user, and keeps secrets out of them. Immutable. */
final class JdbcErrors {

    private static final String MASK = "******";

    private final JdbcUrl url;
    private final @Nullable String username;
    private final Set<String> secrets;
    private final Dialect dialect;

    JdbcErrors(JdbcUrl url, @Nullable String username, Set<String> secrets, Dialect dialect) {
        this.url = url;
        this.username = username;
        this.secrets = secrets;
        this.dialect = dialect;
    }

    /** The database, as messages name it. */
    String database() {
        return url.toString();
    }

    SqlFailure classify(SQLException e) {
        return dialect.classify(e);
    }

    /**
     * @param doing what was tried, to go on with "failed": {@code "Writing to \"public\".\"orders\""}
     */
    HeadgateException translate(String doing, SQLException e) {
        return switch (classify(e)) {
            case CONNECTION_LOST ->
                error(
                        CommonErrorCode.UNREACHABLE,
                        doing + " failed: " + database() + " cannot be reached (" + text(e)
                                + "). Check host, port and that the server accepts connections, then run again.",
                        e);
            case ACCESS_DENIED ->
                error(
                        CommonErrorCode.ACCESS_DENIED,
                        doing + " failed: " + database() + " refused " + user() + " (" + text(e)
                                + "). Check username and password, and the user's rights.",
                        e);
            case NOT_FOUND ->
                error(
                        CommonErrorCode.NOT_FOUND,
                        doing + " failed: " + text(e) + ", in " + database() + ". Create it or correct the name.",
                        e);
            case LOCKED, CONCURRENT_DDL ->
                error(
                        JdbcErrorCode.TARGET_LOCKED,
                        doing + " failed: another session holds what is needed in " + database() + " (" + text(e)
                                + "). Run again when it has ended." + dialect.lockedHint(e),
                        e);
            case COLUMNS_CHANGED ->
                error(
                        CommonErrorCode.TARGET_MISMATCH,
                        doing + " failed: the table was altered meanwhile (" + text(e) + "), in " + database()
                                + ". Nothing of the chunk was kept; run again.",
                        e);
            case READ_ONLY ->
                error(
                        CommonErrorCode.ACCESS_DENIED,
                        doing + " failed: " + database() + " is read-only (" + text(e)
                                + "). Name the primary server, not a standby.",
                        e);
            case RECORD_REFUSED ->
                error(
                        CommonErrorCode.TARGET_MISMATCH,
                        doing + " failed: the database refuses the data (" + text(e) + "), in " + database()
                                + ". Nothing of the chunk was kept.",
                        e);
            case OTHER -> error(CommonErrorCode.IO_FAILED, doing + " failed in " + database() + ": " + text(e), e);
        };
    }

    HeadgateException outcomeUnknown(SQLException e) {
        return error(
                CommonErrorCode.COMMIT_OUTCOME_UNKNOWN,
                "The connection to " + database() + " was lost while a commit was under way (" + text(e)
                        + "): whether it took effect is not known. Run again: the checkpoint in the database tells.",
                e);
    }

    /** A driver's message on one line, without secrets. */
    String text(Throwable e) {
        StringBuilder text = new StringBuilder(String.valueOf(e.getMessage()));
        Throwable cause = e.getCause();
        if (cause != null && cause.getMessage() != null && text.indexOf(cause.getMessage()) < 0) {
            text.append(": ").append(cause.getMessage());
        }
        return mask(text.toString().replaceAll("\\s*\\R\\s*", "; "));
    }

    private HeadgateException error(ErrorCode code, String message, SQLException cause) {
        return new HeadgateException(code, message, clean(cause));
    }

    private String user() {
        return username == null ? "the user" : "user '" + username + "'";
    }

    private String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The cause is shown under {@code debug=true}: where any message of the chain holds a secret, a cleaned copy stands in. */
    private SQLException clean(SQLException e) {
        boolean dirty = false;
        for (Throwable t = e; t != null; t = t.getCause()) {
            String message = t.toString();
            dirty |= !mask(message).equals(message);
        }
        if (!dirty) {
            return e;
        }
        SQLException copy = new SQLException(text(e), e.getSQLState(), e.getErrorCode());
        copy.setStackTrace(e.getStackTrace());
        return copy;
    }
}
