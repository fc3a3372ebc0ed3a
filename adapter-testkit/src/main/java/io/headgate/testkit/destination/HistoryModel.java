package io.headgate.testkit.destination;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a history must become, computed in the plainest way: versions of each key by their beginning, one record after the other. */
final class HistoryModel {

    private final Map<Long, TreeMap<Long, Version>> histories = new TreeMap<>();

    /**
     * A version, or a deletion if it has no word.
     *
     * @param to exclusive; null in the current version
     */
    record Version(long n, @Nullable String word, long from, @Nullable Long to) {}

    /** One published instance: its records in source order. */
    void apply(Collection<Version> records) {
        for (Version record : records) {
            histories.computeIfAbsent(record.n(), any -> new TreeMap<>()).put(record.from(), record);
        }
        histories.values().forEach(HistoryModel::tidy);
    }

    private static void tidy(TreeMap<Long, Version> history) {
        String before = null;
        for (Version version : new ArrayList<>(history.values())) {
            if (java.util.Objects.equals(version.word(), before)) {
                history.remove(version.from());
            }
            before = version.word();
        }
    }

    /** All versions by key and beginning. */
    List<Version> versions() {
        List<Version> versions = new ArrayList<>();
        for (TreeMap<Long, Version> history : histories.values()) {
            for (Version version : history.values()) {
                if (version.word() != null) {
                    versions.add(new Version(
                            version.n(), version.word(), version.from(), history.higherKey(version.from())));
                }
            }
        }
        return versions;
    }
}
