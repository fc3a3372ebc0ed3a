package io.headgate.source.file;

import io.headgate.api.state.StreamState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an incremental source has read in earlier runs: the stream's state.
 *
 * @param files by file name, up to where each was read
 */
record CsvProgress(Map<String, Entry> files) {

    /**
     * @param end first byte that was not read
     * @param line line that begins there
     * @param modifiedMillis when the file had been written last
     * @param fingerprint of the file up to {@code end}
     */
    record Entry(long end, long line, long modifiedMillis, String fingerprint) {

        private Map<String, Object> toMap() {
            return Map.of("end", end, "line", line, "mtime", modifiedMillis, "fingerprint", fingerprint);
        }

        private static Entry fromMap(Map<?, ?> map) {
            return new Entry(
                    number(map.get("end")),
                    number(map.get("line")),
                    number(map.get("mtime")),
                    String.valueOf(map.get("fingerprint")));
        }

        private static long number(@Nullable Object value) {
            return value instanceof Number number ? number.longValue() : 0;
        }
    }

    static CsvProgress fromState(Map<String, ? extends @Nullable Object> state) {
        Map<String, Entry> files = new TreeMap<>();
        if (state.get("files") instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> {
                if (entry instanceof Map<?, ?> values) {
                    files.put(String.valueOf(name), Entry.fromMap(values));
                }
            });
        }
        return new CsvProgress(files);
    }

    /** Adds a partition that has ended. */
    void add(List<CsvSegment> segments, StreamState last) {
        for (int i = 0; i < segments.size(); i++) {
            CsvSegment segment = segments.get(i);
            if (segment.endsFile()) {
                long line = CsvPlace.fromState(last).lineAtEndOf(i, segment);
                files.put(
                        segment.file(),
                        new Entry(segment.fileEnd(), line, segment.modifiedMillis(), segment.fingerprint()));
            }
        }
    }

    StreamState toState() {
        Map<String, Object> entries = new LinkedHashMap<>();
        files.forEach((name, entry) -> entries.put(name, entry.toMap()));
        return StreamState.of("files", entries);
    }
}
