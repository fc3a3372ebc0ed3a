package io.headgate.source.generated;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;

/** Keys of the source {@code auto-generated-data}. */
public record GeneratedConfig(
        @ConfigKey(value = "Records that each run adds to each stream", defaultValue = "2") long numRecords,
        @ConfigKey(value = "Number of streams", defaultValue = "1") int numStreams,
        @ConfigKey(value = "Put the time of reading into each payload's metadata", defaultValue = "false")
                boolean includeMetadata,
        @ConfigKey(value = "Records per second and partition; 0 is as fast as possible", tuning = true)
                int rowsPerSecond,
        @ConfigKey("Letters of made-up text per record, in a column payload; 0 leaves the column out")
                int payloadBytes) {

    public GeneratedConfig {
        new ConfigCheck()
                .require(numRecords >= 0, "num_records", "must not be negative")
                .require(numStreams >= 1 && numStreams <= 10_000, "num_streams", "must be from 1 to 10000")
                .require(rowsPerSecond >= 0, "rows_per_second", "must not be negative")
                .require(payloadBytes >= 0 && payloadBytes <= 1 << 20, "payload_bytes", "must be from 0 to 1048576")
                .throwIfAny();
    }
}
