package io.headgate.api.destination;

/** How closely what a destination holds of a run is compared with what was sent to it. */
public enum ReconcileLevel {
    /** Not at all. */
    OFF,
    /** Records are counted. */
    COUNT,
    /** Records are counted and the values of all of them compared, by a {@link io.headgate.api.data.RecordChecksum}. */
    CHECKSUM
}
