package io.headgate.source.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a driver's errors into sentences for the user, and keeps secrets out of them. Immutable. */
final class SourceErrors {

    private static final String MASK = "******";

    private final SourceUrl url;
    private final @Nullable String username;
    private final Set<String> secrets;

    SourceErrors(SourceUrl url, @Nullable String username, Set<String> secrets) {
        this.url = url;
        this.username = username;
        this.secrets = secrets;
    }

    /** The database, as messages name it. */
    String database() {
        return mask(url.toString());
    }

    /**
     * @param doing what was tried, to go on with "failed": {@code "Reading orders"}
     */
    HeadgateException translate(String doing, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String text = text(e);
        if (isAccess(state, e)) {
            return error(
                    CommonErrorCode.ACCESS_DENIED,
                    doing + " failed: " + database() + " refused " + user() + " (" + text
                            + "). Check username and password, and the right to read.",
                    e);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return error(
                    CommonErrorCode.UNREACHABLE,
                    doing + " failed: " + database() + " cannot be reached (" + text
                            + "). Check host, port and that the server accepts connections, then run again.",
                    e);
        }
        if (state.startsWith("42P") || state.equals("42S02") || state.equals("42S22") || state.equals("3D000")) {
            return error(CommonErrorCode.NOT_FOUND, doing + " failed: " + text + ", in " + database() + ".", e);
        }
        if (isLocked(state, e)) {
            return error(
                    SourceErrorCode.SOURCE_LOCKED,
                    doing + " failed: another session holds what is needed in " + database() + " (" + text
                            + "). Run again when it has ended.",
                    e);
        }
        return error(CommonErrorCode.IO_FAILED, doing + " failed in " + database() + ": " + text, e);
    }

    private static boolean isAccess(String state, SQLException e) {
        return state.startsWith("28") || state.equals("42501") || state.equals("42000") && e.getErrorCode() == 1044;
    }

    /** Serialization failures and deadlocks, a statement that gave up waiting, and SQLite's busy file. */
    private static boolean isLocked(String state, SQLException e) {
        return state.startsWith("40")
                || state.equals("55P03")
                || state.equals("HYT00")
                || e.getClass().getName().startsWith("org.sqlite") && (e.getErrorCode() & 0xff) == 5;
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
