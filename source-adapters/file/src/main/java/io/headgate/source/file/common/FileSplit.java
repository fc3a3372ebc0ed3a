package io.headgate.source.file.common;

import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that one partition reads.
 *
 * @param file name of the file
 * @param start first byte; 0 is the beginning of the file, header included
 * @param end first byte that is not read
 * @param fileEnd up to where the whole plan reads the file
 * @param line line that begins at {@code start}, or number of the record
 * @param modifiedMillis when the file was last written
 * @param fingerprint of the file up to {@code fileEnd}
 * @param records how many it holds by the file's own word, or -1
 */
public record FileSplit(
        String file,
        long start,
        long end,
        long fileEnd,
        long line,
        long modifiedMillis,
        String fingerprint,
        long records) {

    private static final String KEY = "segments";
    private static final int RECORDS = 7;

    /** Whether no other split comes behind it in its file. */
    public boolean endsFile() {
        return end == fileEnd;
    }

    /** The same with more of the file: the last part of it. */
    FileSplit until(long newEnd) {
        return new FileSplit(file, start, newEnd, newEnd, line, modifiedMillis, fingerprint, records);
    }

    static StreamState toState(List<FileSplit> splits) {
        return new StreamState(
                Map.of(KEY, splits.stream().map(FileSplit::toList).toList()));
    }

    static List<FileSplit> fromState(StreamState state) {
        if (!(state.values().get(KEY) instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    "no partition of files: " + state.values().keySet());
        }
        return list.stream().map(element -> fromList((List<?>) element)).toList();
    }

    private List<Object> toList() {
        List<Object> list = new ArrayList<>(List.of(file, start, end, fileEnd, line, modifiedMillis, fingerprint));
        if (records >= 0) {
            list.add(records);
        }
        return list;
    }

    private static FileSplit fromList(List<? extends @Nullable Object> list) {
        return new FileSplit(
                String.valueOf(list.get(0)),
                number(list.get(1)),
                number(list.get(2)),
                number(list.get(3)),
                number(list.get(4)),
                number(list.get(5)),
                String.valueOf(list.get(6)),
                list.size() > RECORDS ? number(list.get(RECORDS)) : -1);
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
