package io.headgate.job;

import org.jspecify.annotations.Nullable;

/** What each session of the JobRepository's database begins with. */
public final class RepositorySession {

    private RepositorySession() {}

    /**
     * The statement to begin with, or null. On PostgreSQL a transaction that nothing happens in for as long as a lease lasts is ended by
     * the server: its process is frozen, or its machine is gone, and a successor, which comes after that time, would wait for its
     * locks for hours. A living process is in a transaction for milliseconds. The session's name tells a source in the same database
     * that it writes nothing there that a flow reads.
     *
     * @param url the database's JDBC URL
     */
    public static @Nullable String initSql(String url) {
        return url.startsWith("jdbc:postgresql:")
                ? "SET idle_in_transaction_session_timeout = "
                        + LeaseTime.configured().duration().toMillis()
                        + "; SET application_name = 'headgate repository'"
                : null;
    }
}
