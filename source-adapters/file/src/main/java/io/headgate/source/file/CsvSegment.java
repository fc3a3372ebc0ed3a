package io.headgate.source.file;

import io.headgate.api.state.StreamState;
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
 * @param line line that begins at {@code start}
 * @param modifiedMillis when the file was last written
 * @param fingerprint of the file up to {@code fileEnd}
 */
record CsvSegment(String file, long start, long end, long fileEnd, long line, long modifiedMillis, String fingerprint) {

    private static final String KEY = "segments";

    boolean endsFile() {
        return end == fileEnd;
    }

    static StreamState toState(List<CsvSegment> segments) {
        return new StreamState(
                Map.of(KEY, segments.stream().map(CsvSegment::toList).toList()));
    }

    static List<CsvSegment> fromState(StreamState state) {
        if (!(state.values().get(KEY) instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    "no partition of a csv source: " + state.values().keySet());
        }
        return list.stream().map(element -> fromList((List<?>) element)).toList();
    }

    private List<Object> toList() {
        return List.of(file, start, end, fileEnd, line, modifiedMillis, fingerprint);
    }

    private static CsvSegment fromList(List<? extends @Nullable Object> list) {
        return new CsvSegment(
                String.valueOf(list.get(0)),
                number(list.get(1)),
                number(list.get(2)),
                number(list.get(3)),
                number(list.get(4)),
                number(list.get(5)),
                String.valueOf(list.get(6)));
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
