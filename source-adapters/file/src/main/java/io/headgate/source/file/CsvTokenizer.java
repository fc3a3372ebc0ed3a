package io.headgate.source.file;

import org.jspecify.annotations.Nullable;

/**
 * Takes a segment apart into records and fields. After {@link #next} has returned true the record's fields are slices of {@link
 * #data}, until the next call. One thread.
 */
abstract class CsvTokenizer implements AutoCloseable {

    /** A field without quotes, as it stands. */
    static final byte PLAIN = 0;
    /** A field in quotes, without them, as it stands. */
    static final byte QUOTED = 1;
    /** A field in quotes that holds escapes: see {@link #unescape}. */
    static final byte QUOTED_ESCAPED = 2;
    /** A field without quotes that holds escapes: see {@link #unescape}. */
    static final byte PLAIN_ESCAPED = 3;

    /** Bytes, or characters, of a record that {@link #raw} gives at most. */
    static final int MAX_RAW = 1 << 20;

    byte[] data = new byte[0];
    /** Fields of the record. Only as many as the tokenizer was asked for are in the arrays. */
    int count;

    int[] starts = new int[16];
    int[] ends = new int[16];
    byte[] kinds = new byte[16];
    /** Line of the file in which the record begins, from 1. */
    long line;
    /** What makes the record unreadable as a whole, or null. */
    @Nullable
    CsvProblem problem;

    /** Moves to the next record; blank lines are passed over. False at the end of the segment. */
    abstract boolean next();

    /** Where the next record begins, in the unit that the tokenizer counts in. */
    abstract long position();

    /** Line in which the next record begins. */
    abstract long nextLine();

    /** The record as it stands in the file, shortened if it is very long; what is no text as {@code \xNN}. */
    abstract String raw();

    /** About how many bytes the record takes in the file. */
    abstract int recordLength();

    /**
     * Writes a field without its escapes.
     *
     * @return the length of what was written to the beginning of {@code target}, which is as long as the field at least
     */
    abstract int unescape(int field, byte[] target);

    @Override
    public abstract void close();

    /** Grows the field arrays to hold at least one field more. */
    final void growFields() {
        int capacity = starts.length * 2;
        starts = java.util.Arrays.copyOf(starts, capacity);
        ends = java.util.Arrays.copyOf(ends, capacity);
        kinds = java.util.Arrays.copyOf(kinds, capacity);
    }
}
