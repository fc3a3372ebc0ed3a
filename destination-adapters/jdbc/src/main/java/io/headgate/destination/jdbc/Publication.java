package io.headgate.destination.jdbc;

import io.headgate.api.state.Checkpoint;

/**
 * What publishing a mode with a key has counted, kept in the publication's mark so that it is durable with what it speaks of.
 *
 * @param staged records that stood ready
 * @param applied rows that they have become in the target
 * @param held rows of their keys that the target held when it was published; -1 where rows can be found later
 */
record Publication(long staged, long applied, long held) {

    /** Of a mode without a key there is nothing to count. */
    static final Publication NONE = new Publication(0, 0, -1);

    private static final String COUNTED = "{\"counted\":true}";
    private static final String COUNTED_LATER = "{\"counted\":true,\"held\":false}";

    Checkpoint toMark() {
        return new Checkpoint(1, staged, applied, Math.max(0, held), held < 0 ? COUNTED_LATER : COUNTED, true);
    }

    /** Whether the mark was left by a version of the program that counts. */
    static boolean isCounted(Checkpoint mark) {
        return mark.complete() && !mark.state().equals("{}");
    }

    static Publication of(Checkpoint mark) {
        long held = mark.state().equals(COUNTED) ? mark.recordsRejected() : -1;
        return new Publication(mark.recordsRead(), mark.recordsWritten(), held);
    }
}
