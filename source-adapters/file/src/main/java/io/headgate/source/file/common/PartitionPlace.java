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
 * @param grown splits that were read further than planned, since a record was longer than it looked
 */
record PartitionPlace(int split, @Nullable FilePosition position, List<Long> endLines, List<Grown> grown) {

    static final PartitionPlace BEGINNING = new PartitionPlace(0, null, List.of(), List.of());

    /**
     * @param split index of the split
     * @param end first byte that is not read
     * @param fingerprint of the file up to there
     */
    record Grown(int split, long end, String fingerprint) {

        private List<Object> toList() {
            return List.of(split, end, fingerprint);
        }

        private static Grown fromList(List<?> list) {
            return new Grown(
                    ((Number) list.get(0)).intValue(), ((Number) list.get(1)).longValue(), String.valueOf(list.get(2)));
        }
    }

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
        List<Grown> grown = new ArrayList<>();
        if (state.values().get("grown") instanceof List<?> list) {
            list.forEach(end -> grown.add(Grown.fromList((List<?>) end)));
        }
        return new PartitionPlace((int) state.getLong("segment", 0), position, endLines, grown);
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
        if (!grown.isEmpty()) {
            map.put("grown", grown.stream().map(Grown::toList).toList());
        }
        return new StreamState(map);
    }

    PartitionPlace at(FilePosition newPosition) {
        return new PartitionPlace(split, newPosition, endLines, grown);
    }

    /** The beginning of the next split. */
    PartitionPlace next(long lineAfter, boolean keepLine) {
        List<Long> lines = endLines;
        if (keepLine) {
            lines = new ArrayList<>(endLines);
            lines.add(lineAfter);
        }
        return new PartitionPlace(split + 1, null, lines, grown);
    }

    /** The split that is read now goes on behind its planned end. */
    PartitionPlace grown(long end, String fingerprint) {
        List<Grown> ends = new ArrayList<>(grown);
        ends.removeIf(known -> known.split() == split);
        ends.add(new Grown(split, end, fingerprint));
        return new PartitionPlace(split, position, endLines, ends);
    }

    /** Up to where a split was read if that is further than planned, or null. */
    @Nullable
    Grown grownEndOf(int index) {
        return grown.stream().filter(end -> end.split() == index).findFirst().orElse(null);
    }

    /** The line after a split of a partition that has ended here. */
    long lineAtEndOf(int index, FileSplit of) {
        if (index < endLines.size()) {
            return endLines.get(index);
        }
        return index == split && position != null ? position.line() : of.line();
    }
}
