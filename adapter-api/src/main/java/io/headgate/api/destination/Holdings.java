package io.headgate.api.destination;

import org.jspecify.annotations.Nullable;

/**
 * What a target holds of one job instance, read from the target itself after it was published. A destination that cannot tell says
 * so: an unknown is no mismatch, and never a guess.
 *
 * @param records rows of this instance that are in the target now; -1 if that cannot be told
 * @param replaced how many of the instance's rows somebody else may have replaced since, so that they do not count as the
 *     instance's any more; 0 if nobody has
 * @param mixed whether rows that others have added meanwhile cannot be told from the instance's and are in {@code records} too
 * @param staged in a mode with a key: records that stood ready when the stream was published; -1 otherwise, or if it is not known
 * @param applied in a mode with a key: rows that publishing has left in the target for them, which is what {@code records} must
 *     find; -1 otherwise, or if it is not known
 * @param checksum {@link io.headgate.api.data.RecordChecksum#text} of those rows; null if it was not asked for or cannot be told
 * @param note why something is not known, or how it was found out, as a sentence; null if there is nothing to say
 */
public record Holdings(
        long records,
        long replaced,
        boolean mixed,
        long staged,
        long applied,
        @Nullable String checksum,
        @Nullable String note) {

    /** Exactly these rows. */
    public static Holdings of(long records, @Nullable String checksum) {
        return new Holdings(records, 0, false, -1, -1, checksum, null);
    }

    /** Of a mode with a key. */
    public static Holdings ofKeyed(long staged, long applied, long records) {
        return new Holdings(records, 0, false, staged, applied, null, null);
    }

    /**
     * @param why a sentence
     */
    public static Holdings unknown(String why) {
        return new Holdings(-1, 0, false, -1, -1, null, why);
    }

    public Holdings withNote(@Nullable String newNote) {
        return new Holdings(records, replaced, mixed, staged, applied, checksum, newNote);
    }
}
