package io.headgate.api.error;

/** Who can do something about an error, and with it what the engine does next. */
public enum ErrorOwner {
    /** The person who wrote the configuration. Nothing was started; exit code 2 before a run, 1 within one. */
    CONFIGURATION,
    /** The data does not fit. The run fails and resumes after the data or the configuration was repaired. */
    DATA,
    /** A system outside that is expected to come back by itself. Worth retrying. */
    EXTERNAL_TRANSIENT,
    /** A system outside that needs somebody's hand: a missing table, a refused password, a full disk. */
    EXTERNAL_PERMANENT,
    /** A defect of Headgate or of an adapter. */
    INTERNAL,
    /**
     * It is not known whether the last commit took effect. Never retried blindly and nothing is cleaned up; the next open asks
     * the destination for its {@code lastCommitted()}.
     */
    OUTCOME_UNKNOWN
}
