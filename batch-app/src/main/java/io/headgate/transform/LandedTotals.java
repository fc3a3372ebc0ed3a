package io.headgate.transform;

import io.headgate.api.data.RecordChecksum;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@link LandedFacts} has kept in mind of all partitions of a stream.
 *
 * @param parts its state at the end of each partition
 */
public record LandedTotals(List<StreamState> parts) {

    public LandedTotals {
        parts = List.copyOf(parts);
    }

    long records() {
        return parts.stream()
                .mapToLong(part -> part.getLong(LandedFacts.RECORDS, 0))
                .sum();
    }

    long nulls(String column) {
        long sum = 0;
        for (StreamState part : parts) {
            if (part.values().get(LandedFacts.NULLS) instanceof Map<?, ?> nulls
                    && nulls.get(column) instanceof Number number) {
                sum += number.longValue();
            }
        }
        return sum;
    }

    /** The largest value of the column that is looked at; null if it has none. */
    @Nullable
    Instant newest() {
        return parts.stream()
                .filter(part -> part.values().containsKey(LandedFacts.NEWEST))
                .map(part -> Instant.EPOCH.plus(part.getLong(LandedFacts.NEWEST, 0), ChronoUnit.MICROS))
                .max(Instant::compareTo)
                .orElse(null);
    }

    /**
     * The checksum of all landed records; null if it was not kept for all of them.
     *
     * @param written how many there are
     */
    public @Nullable String checksum(long written) {
        String sum = RecordChecksum.NONE;
        long summed = 0;
        for (StreamState part : parts) {
            String checksum = part.getString(LandedFacts.CHECKSUM);
            if (checksum != null) {
                sum = RecordChecksum.sum(sum, checksum);
                summed += part.getLong(LandedFacts.SUMMED, 0);
            }
        }
        return summed == written ? sum : null;
    }
}
