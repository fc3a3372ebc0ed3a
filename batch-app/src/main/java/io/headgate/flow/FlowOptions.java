package io.headgate.flow;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.destination.WriteMode;
import io.headgate.transform.RuleOptions;
import io.headgate.transform.StreamTransforms;
import io.headgate.transform.TransformOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a flow reads and lands. The keys of a {@code [[flows]]} table besides {@code name}, {@code from} and {@code to}. */
public record FlowOptions(
        @ConfigKey(value = "Streams to land: names, or patterns with *", defaultValue = "*") List<String> streams,
        @ConfigKey(value = "Where a stream lands; {stream} stands for its name", defaultValue = "{stream}")
                String table,
        @ConfigKey(value = "append, overwrite or merge", defaultValue = "append") WriteMode writeMode,
        @ConfigKey("Fields that identify a record, for merge") List<String> key,
        @ConfigKey("Partitions of a stream that run at the same time; 0, the default, is one per processor, at most 8")
                int partitions,
        @ConfigKey(value = "Streams that run at the same time", defaultValue = "4") int parallelStreams,
        @ConfigKey(value = "Records in a chunk, at most; each chunk is one commit", defaultValue = "50000")
                int chunkRows,
        @ConfigKey(value = "Size of a chunk, about", defaultValue = "16MB") ByteSize chunkBytes,
        @ConfigKey(value = "A slow source commits after this many seconds", defaultValue = "10") int chunkSeconds,
        @ConfigKey("limit: how many records of a run may be rejected before it fails; default 0") RejectOptions rejects,
        @ConfigKey("Transforms of the records, in order") List<TransformOptions> transforms,
        @ConfigKey("What holds for every record that lands") List<RuleOptions> rules,
        @ConfigKey("Columns that become dates: names, or formats by name") @Nullable Object dateColumns,
        @ConfigKey("Columns that become numbers: names, or types by name") @Nullable Object numericColumns,
        @ConfigKey("With merge: expression; a record for which it is true deletes the one with its key") @Nullable
                String deleteWhen,
        @ConfigKey("Streams that have transforms and rules of their own instead, by name")
                Map<String, StreamTransforms> stream) {

    /** What happens to records that do not fit. */
    public record RejectOptions(
            @ConfigKey("Records of a run that may be rejected; one more fails the run") long limit) {

        public RejectOptions {
            new ConfigCheck()
                    .require(limit >= 0, "limit", "must not be negative")
                    .throwIfAny();
        }
    }

    private static final int MOST_PARTITIONS = 64;

    public FlowOptions {
        rejects = rejects == null ? new RejectOptions(0) : rejects;
        stream = Map.copyOf(stream);
        StreamTransforms own = new StreamTransforms(transforms, rules, dateColumns, numericColumns, deleteWhen);
        new ConfigCheck()
                .require(!streams.isEmpty(), "streams", "must name at least one stream or pattern")
                .require(!table.isBlank(), "table", "must not be empty")
                .require(partitions >= 0 && partitions <= MOST_PARTITIONS, "partitions", "must be from 0 to 64")
                .require(parallelStreams >= 1 && parallelStreams <= 64, "parallel_streams", "must be from 1 to 64")
                .require(chunkRows >= 1 && chunkRows <= 10_000_000, "chunk_rows", "must be from 1 to 10000000")
                .require(
                        chunkBytes.bytes() >= 1024 && chunkBytes.bytes() <= 1L << 30,
                        "chunk_bytes",
                        "must be from 1KB to 1GB")
                .require(chunkSeconds >= 1 && chunkSeconds <= 3600, "chunk_seconds", "must be from 1 to 3600")
                .require(
                        writeMode == WriteMode.MERGE
                                || !deletes(own) && stream.values().stream().noneMatch(FlowOptions::deletes),
                        "delete_when",
                        "deletes by key, so it needs write_mode = \"merge\"")
                .throwIfAny();
    }

    private static boolean deletes(StreamTransforms transforms) {
        return transforms.deleteWhen() != null;
    }

    /** What happens to the records of streams that have no entry of their own in {@link #stream}. */
    public StreamTransforms streamTransforms() {
        return new StreamTransforms(transforms, rules, dateColumns, numericColumns, deleteWhen);
    }

    /** Everything at its default. */
    public static FlowOptions defaults() {
        return io.headgate.api.config.ConfigBinder.bind(FlowOptions.class, java.util.Map.of());
    }

    /** How many partitions of a stream run at the same time. */
    public int effectivePartitions() {
        return partitions > 0 ? partitions : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    Duration maxWait() {
        return Duration.ofSeconds(chunkSeconds);
    }
}
