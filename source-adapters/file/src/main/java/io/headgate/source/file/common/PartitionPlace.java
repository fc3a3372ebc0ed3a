package io.headgate.source.file.common;

import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in a partition: the state of a payload.
 *
 * @param split index of the split that is read next
 * @param position where in it; null for its beginning
 * @param endLines for each split that has ended, the line after it; empty unless the source is incremental
 */
record PartitionPlace(int split, @Nullable FilePosition position, List<Long> endLines) {

    static final PartitionPlace BEGINNING = new PartitionPlace(0, null, List.of());

    static PartitionPlace fromState(StreamState state) {
        if (state.isEmpty()) {
            return BEGINNING;
        }
        List<Long> endLines = new ArrayList<>();
        if (state.values().get("end_lines") instanceof List<?> list) {
            list.forEach(line -> endLines.add(((Number) line).longValue()));
        }
        long offset = state.getLong("offset", -1);
        FilePosition position =
                offset < 0 ? null : new FilePosition(offset, state.getLong("line", 1), state.getLong("skip", 0));
        return new PartitionPlace((int) state.getLong("segment", 0), position, endLines);
    }

    StreamState toState() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("segment", (long) split);
        if (position != null) {
            map.put("offset", position.offset());
            map.put("line", position.line());
            if (position.skip() > 0) {
                map.put("skip", position.skip());
            }
        }
        if (!endLines.isEmpty()) {
            map.put("end_lines", endLines);
        }
        return new StreamState(map);
    }

    PartitionPlace at(FilePosition newPosition) {
        return new PartitionPlace(split, newPosition, endLines);
    }

    /** The beginning of the next split. */
    PartitionPlace next(long lineAfter, boolean keepLine) {
        List<Long> lines = endLines;
        if (keepLine) {
            lines = new ArrayList<>(endLines);
            lines.add(lineAfter);
        }
        return new PartitionPlace(split + 1, null, lines);
    }

    /** The line after a split of a partition that has ended here. */
    long lineAtEndOf(int index, FileSplit of) {
        if (index < endLines.size()) {
            return endLines.get(index);
        }
        return index == split && position != null ? position.line() : of.line();
    }
}
