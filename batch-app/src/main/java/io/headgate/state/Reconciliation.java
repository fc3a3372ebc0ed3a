package io.headgate.state;

import io.headgate.api.destination.ReconcileLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the source had, what became of it and what the destination holds of it, of one stream over all executions of a run.
 *
 * @param source records that the source says it had; null if it cannot tell
 * @param staged in a mode with a key, records that stood ready when the stream was published; null otherwise or if not known
 * @param applied in a mode with a key, rows that they became; null otherwise or if not known
 * @param held rows of this run that were found in the destination; null if that cannot be told
 * @param checksumWritten of the records that were written; null if it was not asked for or cannot be told
 * @param checksumHeld of the rows that were found; likewise
 * @param note what does not match, or why something is not known; null if there is nothing to say
 */
public record Reconciliation(
        ReconcileLevel level,
        Result result,
        @Nullable Long source,
        long read,
        long filtered,
        long rejected,
        long written,
        @Nullable Long staged,
        @Nullable Long applied,
        @Nullable Long held,
        @Nullable String checksumWritten,
        @Nullable String checksumHeld,
        @Nullable String note) {

    /** UNKNOWN is no failure: something could not be compared, and nothing that could be differs. */
    public enum Result {
        MATCH,
        MISMATCH,
        UNKNOWN,
        OFF
    }

    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("level", level.name());
        map.put("result", result.name());
        map.put("source", source);
        map.put("read", read);
        map.put("filtered", filtered);
        map.put("rejected", rejected);
        map.put("written", written);
        map.put("staged", staged);
        map.put("applied", applied);
        map.put("held", held);
        map.put("checksum_written", checksumWritten);
        map.put("checksum_held", checksumHeld);
        map.put("note", note);
        return map;
    }

    static Reconciliation of(Map<String, ? extends @Nullable Object> map) {
        return new Reconciliation(
                ReconcileLevel.valueOf(String.valueOf(map.get("level"))),
                Result.valueOf(String.valueOf(map.get("result"))),
                number(map, "source"),
                count(map, "read"),
                count(map, "filtered"),
                count(map, "rejected"),
                count(map, "written"),
                number(map, "staged"),
                number(map, "applied"),
                number(map, "held"),
                (String) map.get("checksum_written"),
                (String) map.get("checksum_held"),
                (String) map.get("note"));
    }

    private static long count(Map<String, ? extends @Nullable Object> map, String key) {
        Long number = number(map, key);
        return number == null ? 0 : number;
    }

    private static @Nullable Long number(Map<String, ? extends @Nullable Object> map, String key) {
        return map.get(key) instanceof Number number ? (Long) number.longValue() : null;
    }
}
