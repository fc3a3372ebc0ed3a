package io.headgate.destination.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One job instance with one stream of {@code id, name} into a folder. */
final class FileFixture {

    static final RowSchema SCHEMA =
            RowSchema.of(Field.required("id", DataType.Primitive.INT64), Field.of("name", DataType.Primitive.STRING));
    static final Rejects NO_REJECTS = record -> {
        throw new IllegalStateException("rejected: " + record);
    };

    final Path target;
    final StreamPlan plan;
    private final Map<String, ?> config;

    FileFixture(Path target, Map<String, ?> config, UUID instance, String stream, String table, String... partitions) {
        this(
                WriteMode.APPEND,
                Instant.parse("2026-11-21T12:00:00.5Z"),
                target,
                config,
                instance,
                stream,
                table,
                partitions);
    }

    private FileFixture(
            WriteMode mode,
            Instant startedAt,
            Path target,
            Map<String, ?> config,
            UUID instance,
            String stream,
            String table,
            String... partitions) {
        this.target = target;
        this.config = config;
        this.plan = new StreamPlan(
                "flow", instance, startedAt, stream, table, SCHEMA, mode, List.of(), List.of(partitions));
    }

    static FileFixture of(Path target, String... partitions) {
        return new FileFixture(target, Map.of(), UUID.randomUUID(), "orders", "orders", partitions);
    }

    /** An instance that replaces the table, begun so many minutes after noon. */
    static FileFixture overwriting(Path target, int minutes) {
        Instant startedAt = Instant.parse("2026-11-21T12:00:00Z").plusSeconds(60L * minutes);
        return new FileFixture(
                WriteMode.OVERWRITE, startedAt, target, Map.of(), UUID.randomUUID(), "orders", "orders", "p0");
    }

    IDataDestination destination() {
        return new FileDestinationFactory()
                .create("out", target.toString(), ConfigBinder.bind(FileConfig.class, config));
    }

    StreamTarget prepare() {
        return destination().prepare(plan);
    }

    StreamTarget attach() {
        return destination().attach(plan);
    }

    PartitionWriter open(String partition, long epoch) {
        return attach().open(plan.partition(partition), epoch);
    }

    /** Records {@code from} up to, not including, {@code to}. */
    static DataSourcePayload rows(long from, long to, @Nullable String table, RejectedRecord... rejected) {
        RowBatchBuilder builder = new RowBatchBuilder(SCHEMA, (int) (to - from));
        builder.origin("source");
        for (long id = from; id < to; id++) {
            builder.position(id);
            builder.addRow(Map.of("id", id, "name", "n" + id));
        }
        return new DataSourcePayload(builder.build(), List.of(rejected), Map.of(), StreamState.of("id", to), table);
    }

    static DataSourcePayload rows(long from, long to) {
        return rows(from, to, null);
    }

    static Checkpoint checkpoint(long sequence, long records) {
        return new Checkpoint(sequence, records, records, 0, "{\"id\":" + records + "}", false);
    }

    static Checkpoint complete(long sequence, long records) {
        return new Checkpoint(sequence, records, records, 0, "{\"id\":" + records + "}", true);
    }

    /** Names of the published files of a table, in order. */
    List<String> published(String table) {
        return files(target.resolve(table)).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    /** All lines of the published files, the headers left out. */
    List<String> lines(String table) {
        List<String> lines = new ArrayList<>();
        for (Path file : files(target.resolve(table))) {
            lines.addAll(lines(file).stream().skip(1).toList());
        }
        return lines;
    }

    List<String> rejects(String table) {
        List<String> lines = new ArrayList<>();
        files(target.resolve(table).resolve("_rejects")).forEach(file -> lines.addAll(lines(file)));
        return lines;
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> expected(long from, long to) {
        return Stream.iterate(from, id -> id + 1)
                .limit(to - from)
                .map(id -> id + ",n" + id)
                .toList();
    }

    /** The work folder of the one instance that is there, or null. */
    @Nullable
    Path work() {
        Path home = plan.mode() == WriteMode.OVERWRITE
                ? target.resolve(".headgate").resolve(plan.table())
                : target.resolve(plan.table()).resolve(".headgate");
        try (Stream<Path> folders = Files.list(home)) {
            return folders.filter(path -> !path.getFileName().toString().startsWith("v-"))
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
