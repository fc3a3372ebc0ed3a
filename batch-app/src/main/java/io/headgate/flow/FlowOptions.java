package io.headgate.flow;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.WriteMode;
import io.headgate.transform.CheckOptions;
import io.headgate.transform.ColumnNames;
import io.headgate.transform.RuleOptions;
import io.headgate.transform.StreamTransforms;
import io.headgate.transform.TransformOptions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a flow reads and lands. The keys of a {@code [[flows]]} table besides {@code name}, {@code from} and {@code to}. */
public record FlowOptions(
        @ConfigKey(value = "Streams to land: names, or patterns with *", defaultValue = "*") List<String> streams,
        @ConfigKey(value = "Where a stream lands; {stream} stands for its name", defaultValue = "{stream}")
                String table,
        @ConfigKey(value = "append, overwrite, merge or scd2", defaultValue = "append") WriteMode writeMode,
        @ConfigKey("Fields that identify a record, for merge and scd2; default: the source's primary key")
                List<String> key,
        @ConfigKey("For merge and scd2: a BOOLEAN field that is true in a record which says that the key is gone")
                @Nullable
                String deleteField,
        @ConfigKey("How scd2 keeps history: tracked, effective, and the names of its columns") HistoryOptions scd2,
        @ConfigKey("Partitions of a stream that run at the same time; 0, the default, is one per processor, at most 8")
                int partitions,
        @ConfigKey(value = "Streams that run at the same time", defaultValue = "4") int parallelStreams,
        @ConfigKey(value = "Records in a chunk, at most; each chunk is one commit", defaultValue = "50000")
                int chunkRows,
        @ConfigKey(value = "Size of a chunk, about", defaultValue = "16MB") ByteSize chunkBytes,
        @ConfigKey(value = "A slow source commits after this many seconds", defaultValue = "10") int chunkSeconds,
        @ConfigKey(
                        value = "The JobRepository hears of a partition's chunks at most so often; 0: of each one",
                        defaultValue = "1")
                int repositorySeconds,
        @ConfigKey("limit: how many records of a run may be rejected before it fails; default 0; share: of a stream")
                RejectOptions rejects,
        @ConfigKey("Transforms of the records, in order") List<TransformOptions> transforms,
        @ConfigKey("What holds for every record that lands") List<RuleOptions> rules,
        @ConfigKey("Columns that become dates: names, or formats by name") @Nullable Object dateColumns,
        @ConfigKey("Columns that become numbers: names, or types by name") @Nullable Object numericColumns,
        @ConfigKey("With merge and scd2: expression; a record for which it is true deletes the one with its key")
                @Nullable
                String deleteWhen,
        @ConfigKey("What holds for a stream that has landed, as a whole") @Nullable CheckOptions checks,
        @ConfigKey("What is compared with what the destination holds after a run: count (default), checksum or off")
                @Nullable
                ReconcileLevel reconcile,
        @ConfigKey(
                        value = "If the target's columns differ: evolve, strict, discard_columns or discard_rows",
                        defaultValue = "evolve")
                SchemaMode schema,
        @ConfigKey(
                        value = "Names in the target: keep, or normalise to lower case, digits and underscores",
                        defaultValue = "keep")
                ColumnNames columnNames,
        @ConfigKey("Streams that have transforms and rules of their own instead, by name")
                Map<String, StreamTransforms> stream) {

    /** What happens to records that do not fit. */
    public record RejectOptions(
            @ConfigKey(
                            "Records of a run that may be rejected; one more fails the run. Default 0, with share any number")
                    @Nullable
                    Long limit,
            @ConfigKey("Share of the records of a stream that may be rejected, from 0 to 1") @Nullable Double share) {

        public RejectOptions {
            new ConfigCheck()
                    .require(limit == null || limit >= 0, "limit", "must not be negative")
                    .require(share == null || (share >= 0 && share <= 1), "share", "must be from 0 to 1")
                    .throwIfAny();
        }

        /** How many records of a run may be rejected. */
        public long most() {
            return limit != null ? limit : share != null ? Long.MAX_VALUE : 0;
        }
    }

    /** How {@code scd2} keeps history. */
    public record HistoryOptions(
            @ConfigKey("Fields whose change begins a new version; default: all but key, effective and delete_field")
                    List<String> tracked,
            @ConfigKey("Field that says from when on a record is valid; default: when the run began") @Nullable
                    String effective,
            @ConfigKey(value = "Name of the column with a version's beginning", defaultValue = "valid_from")
                    String validFrom,
            @ConfigKey(value = "Name of the column with its end; empty in the current one", defaultValue = "valid_to")
                    String validTo,
            @ConfigKey(value = "Name of the column that is true in the current version", defaultValue = "is_current")
                    String current,
            @ConfigKey(value = "Name of the column with the hash of the tracked fields", defaultValue = "row_hash")
                    String hash) {

        public HistoryOptions {
            List<String> names = List.of(validFrom, validTo, current, hash);
            ConfigCheck check = new ConfigCheck();
            List<String> keys = List.of("valid_from", "valid_to", "current", "hash");
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                check.require(!name.isBlank(), keys.get(i), "must not be empty");
                boolean again = names.subList(0, i).stream().anyMatch(name::equalsIgnoreCase);
                check.require(!again, keys.get(i), "'" + name + "' is the name of another column of scd2 already");
            }
            check.throwIfAny();
        }

        static HistoryOptions defaults() {
            return ConfigBinder.bind(HistoryOptions.class, Map.of());
        }
    }

    private static final int MOST_PARTITIONS = 64;

    public FlowOptions {
        rejects = rejects == null ? new RejectOptions(null, null) : rejects;
        stream = Map.copyOf(stream);
        StreamTransforms own = new StreamTransforms(
                transforms, rules, dateColumns, numericColumns, deleteWhen, checks, reconcile, null, null);
        boolean computesDeletions = deletes(own) || stream.values().stream().anyMatch(FlowOptions::deletes);
        boolean asksForHistory = scd2 != null;
        scd2 = asksForHistory ? scd2 : HistoryOptions.defaults();
        new ConfigCheck()
                .require(
                        writeMode.hasKey() || key.isEmpty(),
                        "key",
                        "has no effect with write_mode = \"" + lower(writeMode)
                                + "\", which does not look at keys; use \"merge\" or \"scd2\", or leave it out")
                .require(
                        writeMode.hasKey() || deleteField == null,
                        "delete_field",
                        "has no effect with write_mode = \"" + lower(writeMode)
                                + "\"; only \"merge\" and \"scd2\" delete single records")
                .require(
                        writeMode == WriteMode.SCD2 || !asksForHistory,
                        "scd2",
                        "has no effect with write_mode = \"" + lower(writeMode) + "\"; use write_mode = \"scd2\"")
                .require(new HashSet<>(key).size() == key.size(), "key", "a field stands twice")
                .require(
                        deleteField == null || !key.contains(deleteField),
                        "delete_field",
                        "must not be part of the key")
                .require(
                        scd2.effective() == null || !key.contains(scd2.effective()),
                        "scd2.effective",
                        "must not be part of the key: no record would have a second version")
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
                        repositorySeconds >= 0 && repositorySeconds <= 3600,
                        "repository_seconds",
                        "must be from 0 to 3600")
                .require(
                        writeMode.hasKey() || !computesDeletions,
                        "delete_when",
                        "deletes by key, so it needs write_mode = \"merge\" or \"scd2\"")
                .require(
                        deleteField == null || !computesDeletions,
                        "delete_when",
                        "stands beside delete_field; a flow takes one or the other")
                .throwIfAny();
    }

    private static boolean deletes(StreamTransforms transforms) {
        return transforms.deleteWhen() != null;
    }

    /** What happens to the records of streams that have no entry of their own in {@link #stream}. */
    public StreamTransforms streamTransforms() {
        // Defaults are no part of a fingerprint, so that instances of a version without these keys can be resumed.
        return new StreamTransforms(
                transforms,
                rules,
                dateColumns,
                numericColumns,
                deleteWhen,
                checks,
                reconcile,
                schema == SchemaMode.EVOLVE ? null : schema,
                columnNames == ColumnNames.KEEP ? null : columnNames);
    }

    /** Whether columns are named, or a key of the source is asked for, beside the transforms and rules. */
    boolean namesColumns() {
        return writeMode.hasKey();
    }

    /** Whether a stream may land only where it agrees with its target. */
    boolean mayBeStrict() {
        return schema == SchemaMode.STRICT
                || stream.values().stream().anyMatch(own -> own.schema() == SchemaMode.STRICT);
    }

    private static String lower(WriteMode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** Everything at its default. */
    public static FlowOptions defaults() {
        return ConfigBinder.bind(FlowOptions.class, Map.of());
    }

    /** What the write mode needs to know besides the key. */
    ModeOptions modeOptions() {
        return new ModeOptions(
                deleteField,
                new ModeOptions.Scd2(
                        scd2.tracked(),
                        scd2.effective(),
                        scd2.validFrom(),
                        scd2.validTo(),
                        scd2.current(),
                        scd2.hash()));
    }

    /** How many partitions of a stream run at the same time. */
    public int effectivePartitions() {
        return partitions > 0 ? partitions : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    Duration maxWait() {
        return Duration.ofSeconds(chunkSeconds);
    }

    Duration repositoryInterval() {
        return Duration.ofSeconds(repositorySeconds);
    }
}
