package io.headgate.source.file;

import io.headgate.source.file.common.FileInput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into records without taking them apart. After {@link #next} has returned true, the record is the bytes from {@link
 * #start} to {@link #end} of {@link #data}, until the next call. One thread.
 */
abstract class JsonSlices implements AutoCloseable {

    static final int DEFAULT_BUFFER = 256 << 10;
    static final int MAX_RECORD = 16 << 20;

    private static final int SHOWN_OF_TOO_LONG = 4096;

    private final FileInput input;
    private final int maxRecord;
    byte[] data;
    int start;
    int end;
    /** The record's line, or its number in the array, from 1. */
    long line;

    @Nullable
    CsvProblem problem;

    /** Of the record that is being looked for; what lies before is not needed any more. */
    int from;
    /** How far the record has been looked at. */
    int scan;
    /** First byte that was not read yet. */
    int limit;
    /** Place in the file of the first byte of {@link #data}. */
    private long base;
    /** Bytes of the record that were given up because it is too long. */
    private long dropped;

    private byte[] shown = new byte[0];
    private boolean ended;

    JsonSlices(FileInput input, long position, int bufferSize, int maxRecord) {
        this.input = input;
        this.base = position;
        this.maxRecord = maxRecord;
        this.data = new byte[bufferSize + CsvText.SLACK];
    }

    /** Moves to the next record. False at the end. */
    abstract boolean next();

    /** The number of the record that follows. */
    abstract long nextLine();

    /** Where in the file the next record, or what stands before it, begins. */
    final long position() {
        return base + from;
    }

    final long offset(int index) {
        return base + index;
    }

    /** Passes a byte order mark at the beginning of a file. */
    final void passByteOrderMark() {
        while (limit < 3 && more()) {
            // An input may give its bytes one by one.
        }
        if (limit >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf) {
            from = 3;
            scan = 3;
        }
    }

    /** Begins to look for a record. */
    final void beginRecord() {
        dropped = 0;
        problem = null;
    }

    /** Reads on once everything was looked at. False at the end of the file. Moves what has been read of the record. */
    final boolean more() {
        if (ended) {
            return false;
        }
        if (from > 0) {
            System.arraycopy(data, from, data, 0, limit - from);
            base += from;
            scan -= from;
            limit -= from;
            from = 0;
        }
        if (limit >= maxRecord) {
            drop();
        }
        if (limit == data.length - CsvText.SLACK) {
            data = Arrays.copyOf(data, Math.min(2 * limit, Math.max(maxRecord, limit + 1)) + CsvText.SLACK);
        }
        int got = input.read(data, limit, data.length - CsvText.SLACK - limit);
        ended = got < 0;
        limit += Math.max(got, 0);
        return got > 0;
    }

    /** Keeps the beginning of a record that is too long, for people, and gives up the rest. */
    private void drop() {
        if (dropped == 0) {
            shown = Arrays.copyOf(data, Math.min(limit, SHOWN_OF_TOO_LONG));
        }
        dropped += scan;
        base += scan;
        System.arraycopy(data, scan, data, 0, limit - scan);
        limit -= scan;
        scan = 0;
    }

    /** Whether the beginning of the record that is being looked for was given up. */
    final boolean isCutOff() {
        return dropped > 0;
    }

    /** The record lies between two places of the data; sets the problem if it is longer than is taken. */
    final void found(int recordStart, int recordEnd) {
        start = recordStart;
        end = recordEnd;
        long length = dropped + recordEnd - recordStart;
        if (dropped > 0 || length > maxRecord) {
            problem = CsvProblem.tooLong(length, maxRecord);
        }
    }

    /** The record as it stands in the file, shortened if it is very long; what is no text as {@code \xNN}. */
    final String raw() {
        if (dropped > 0) {
            return CsvText.printable(shown, 0, shown.length) + "…";
        }
        int most = problem == null ? CsvTokenizer.MAX_RAW : SHOWN_OF_TOO_LONG;
        int stop = Math.min(end, start + most);
        String text = CsvText.printable(data, start, stop);
        return stop < end ? text + "…" : text;
    }

    @Override
    public void close() {
        input.close();
    }
}
