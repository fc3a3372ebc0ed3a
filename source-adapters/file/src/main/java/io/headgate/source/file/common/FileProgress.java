package io.headgate.source.file.common;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an incremental source has read in earlier runs: the stream's state.
 *
 * @param files by file name, up to where each was read
 * @param types of the columns in the last run: later files keep to them, since the target has them, and a folder whose files were
 *     taken away still has columns
 * @param older files that were read before these
 */
record FileProgress(Map<String, Entry> files, Map<String, DataType> types, OlderFiles older) {

    private static final String COLUMNS = "columns";
    private static final String OLDER = "older";

    static final FileProgress NONE = new FileProgress(Map.of(), Map.of(), OlderFiles.NONE);

    /**
     * @param end first byte that was not read
     * @param line line that begins there
     * @param modifiedMillis when the file had been written last
     * @param fingerprint of the file up to {@code end}
     */
    record Entry(long end, long line, long modifiedMillis, String fingerprint) {

        private Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("end", end);
            map.put("line", line);
            map.put("mtime", modifiedMillis);
            map.put("fingerprint", fingerprint);
            return map;
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

    static FileProgress fromState(Map<String, ? extends @Nullable Object> state) {
        Map<String, Entry> files = new TreeMap<>();
        if (state.get("files") instanceof Map<?, ?> map) {
            map.forEach((name, entry) -> {
                if (entry instanceof Map<?, ?> values) {
                    files.put(String.valueOf(name), Entry.fromMap(values));
                }
            });
        }
        return new FileProgress(files, types(state), OlderFiles.fromMap(state.get(OLDER)));
    }

    private static Map<String, DataType> types(Map<String, ? extends @Nullable Object> state) {
        Map<String, DataType> types = new LinkedHashMap<>();
        if (state.get(COLUMNS) instanceof Map<?, ?> map) {
            map.forEach((name, type) -> types.put(String.valueOf(name), DataType.parse(String.valueOf(type))));
        }
        return types;
    }

    /** A plan whose first partition knows the columns' types, so that {@link #add} finds them again. */
    static List<StreamPartition> withTypes(List<StreamPartition> plan, @Nullable RowSchema schema) {
        if (schema == null || plan.isEmpty()) {
            return plan;
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        schema.fields().forEach(field -> columns.put(field.name(), field.type().text()));
        StreamPartition first = plan.get(0);
        Map<String, @Nullable Object> data = new LinkedHashMap<>(first.data().values());
        data.put(COLUMNS, columns);
        List<StreamPartition> known = new ArrayList<>(plan);
        known.set(0, new StreamPartition(first.name(), new StreamState(data), first.estimatedRecords()));
        return known;
    }

    /** Adds a partition that has ended, with the state of its last payload. */
    void add(StreamPartition partition, StreamState last) {
        Map<String, DataType> planned = types(partition.data().values());
        if (!planned.isEmpty()) {
            types.clear();
            types.putAll(planned);
        }
        List<FileSplit> splits = FileSplit.fromState(partition.data());
        for (int i = 0; i < splits.size(); i++) {
            FileSplit split = splits.get(i);
            if (split.endsFile()) {
                files.put(split.file(), entry(split, i, PartitionPlace.fromState(last)));
            }
        }
    }

    private static Entry entry(FileSplit split, int index, PartitionPlace last) {
        long line = last.lineAtEndOf(index, split);
        PartitionPlace.Grown grown = last.grownEndOf(index);
        return grown == null
                ? new Entry(split.fileEnd(), line, split.modifiedMillis(), split.fingerprint())
                : new Entry(grown.end(), line, split.modifiedMillis(), grown.fingerprint());
    }

    /**
     * Remembers so many files one by one at most: those that were written last. Files that are gone are forgotten first.
     *
     * @param isThere asked only if there are more
     */
    FileProgress bounded(int most, Predicate<String> isThere) {
        if (files.size() <= most) {
            return this;
        }
        Comparator<Map.Entry<String, Entry>> order =
                Comparator.comparing(entry -> entry.getValue().modifiedMillis());
        List<Map.Entry<String, Entry>> oldest = files.entrySet().stream()
                .sorted(order.thenComparing(Map.Entry::getKey))
                .toList();
        Map<String, Entry> kept = new TreeMap<>(files);
        OlderFiles all = older;
        for (Map.Entry<String, Entry> entry : oldest) {
            if (kept.size() > most && !isThere.test(entry.getKey())) {
                all = all.withGone(entry.getValue().modifiedMillis());
                kept.remove(entry.getKey());
            }
        }
        for (Map.Entry<String, Entry> entry : oldest) {
            if (kept.size() > most && kept.remove(entry.getKey()) != null) {
                all = all.with(
                        entry.getKey(), entry.getValue().end(), entry.getValue().modifiedMillis());
            }
        }
        return new FileProgress(kept, types, all);
    }

    StreamState toState() {
        Map<String, Object> entries = new LinkedHashMap<>();
        files.forEach((name, entry) -> entries.put(name, entry.toMap()));
        Map<String, Object> columns = new LinkedHashMap<>();
        types.forEach((name, type) -> columns.put(name, type.text()));
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("files", entries);
        state.put(COLUMNS, columns);
        if (!older.equals(OlderFiles.NONE)) {
            state.put(OLDER, older.toMap());
        }
        return new StreamState(state);
    }
}
