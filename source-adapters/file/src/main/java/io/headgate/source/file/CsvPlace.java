package io.headgate.source.file;

import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A place in a partition: the state of a payload.
 *
 * @param segment index of the segment that is read next
 * @param offset where in it, in the tokenizer's unit; -1 for its beginning
 * @param line line that begins there
 * @param endLines for each segment that has ended, the line after it; empty unless the source is incremental
 */
record CsvPlace(int segment, long offset, long line, List<Long> endLines) {

    static final CsvPlace BEGINNING = new CsvPlace(0, -1, 1, List.of());

    static CsvPlace fromState(StreamState state) {
        if (state.isEmpty()) {
            return BEGINNING;
        }
        List<Long> endLines = new ArrayList<>();
        if (state.values().get("end_lines") instanceof List<?> list) {
            list.forEach(line -> endLines.add(((Number) line).longValue()));
        }
        return new CsvPlace(
                (int) state.getLong("segment", 0), state.getLong("offset", -1), state.getLong("line", 1), endLines);
    }

    StreamState toState() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("segment", (long) segment);
        if (offset >= 0) {
            map.put("offset", offset);
            map.put("line", line);
        }
        if (!endLines.isEmpty()) {
            map.put("end_lines", endLines);
        }
        return new StreamState(map);
    }

    CsvPlace at(long newOffset, long newLine) {
        return new CsvPlace(segment, newOffset, newLine, endLines);
    }

    /** The beginning of the next segment. */
    CsvPlace next(long lineAfter, boolean keepLine) {
        List<Long> lines = endLines;
        if (keepLine) {
            lines = new ArrayList<>(endLines);
            lines.add(lineAfter);
        }
        return new CsvPlace(segment + 1, -1, 1, lines);
    }

    /** The line after a segment of a partition that has ended here. */
    long lineAtEndOf(int index, CsvSegment of) {
        if (index < endLines.size()) {
            return endLines.get(index);
        }
        return index == segment && offset >= 0 ? line : of.line();
    }
}
