package io.headgate.transform;

/** What a rule does to a record that breaks it. */
public enum OnFailure {
    /** Sets it aside with its reason; it counts against {@code rejects.limit}. */
    REJECT,
    /** Ends the run. */
    FAIL,
    /** Lands it all the same, and counts it. */
    WARN
}
