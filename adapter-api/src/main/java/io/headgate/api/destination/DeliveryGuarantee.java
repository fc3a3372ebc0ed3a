package io.headgate.api.destination;

/**
 * What a destination promises after a crash, printed at the start of every run.
 *
 * @param level how strong
 * @param how one sentence on what keeps it, or what weakens it
 */
public record DeliveryGuarantee(Level level, String how) {

    /** Strength of a promise. */
    public enum Level {
        /** Each source record is there once after any crash and rerun. */
        EXACTLY_ONCE,
        /** None is lost, some may be there twice after a crash. */
        AT_LEAST_ONCE,
        /** Nothing survives the process. */
        NOT_DURABLE
    }
}
