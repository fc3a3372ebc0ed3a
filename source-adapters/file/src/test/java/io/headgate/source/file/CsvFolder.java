package io.headgate.source.file;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A folder of CSV files under test, its configuration, and what is read from it. */
class CsvFolder {

    final Path path;
    final Map<String, Object> config = new LinkedHashMap<>();
    final MemorySourceState state = new MemorySourceState();
    CsvTuning tuning = CsvTuning.DEFAULT;

    CsvFolder(Path path) {
        this.path = path;
        config.put("source_path", path.toString());
    }

    CsvFolder with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    CsvFolder tuned(CsvTuning other) {
        tuning = other;
        return this;
    }

    CsvFolder file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file that has rested for years, always for the same time. */
    CsvFolder file(String name, byte[] bytes) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    IDataSource source() {
        return CsvSourceFactory.source("trips", ConfigBinder.bind(CsvConfig.class, config), tuning);
    }

    /** What a run over one partition after the other gives. */
    Reading read() {
        return read(1, ReadOptions.DEFAULT_ROWS);
    }

    Reading read(int hint, int rows) {
        try (IDataSource source = source()) {
            source.connect(state);
            Reading reading = new Reading();
            if (source.streams().isEmpty()) {
                return reading;
            }
            IDataSourceStream stream = source.streams().get(0);
            reading.schema = stream.schema();
            reading.partitions = stream.partitions(hint);
            Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
            for (StreamPartition partition : reading.partitions) {
                ReadOptions options = ReadOptions.of(reading.schema()).withRows(rows);
                finished.put(partition, reading.add(stream, partition, options));
            }
            reading.stateAfter = stream.stateAfter(finished, new StreamState(state.readStream("trips")));
            return reading;
        }
    }

    /** Reads and remembers, as a run that ends well does. */
    Reading run() {
        Reading reading = read();
        if (reading.stateAfter != null) {
            state.updateStream("trips", reading.stateAfter.values());
        }
        return reading;
    }

    IDataSourceState state() {
        return state;
    }

    /** What was read. */
    static final class Reading {
        @Nullable
        RowSchema schema;

        List<StreamPartition> partitions = List.of();
        final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        final List<String> places = new ArrayList<>();
        final List<RejectedRecord> rejected = new ArrayList<>();

        @Nullable
        StreamState stateAfter;

        RowSchema schema() {
            return java.util.Objects.requireNonNull(schema);
        }

        StreamState add(IDataSourceStream stream, StreamPartition partition, ReadOptions options) {
            StreamState last = StreamState.EMPTY;
            try (PayloadCursor cursor = stream.open(partition, StreamState.EMPTY, options)) {
                for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                    add(payload);
                    last = payload.state() == null ? last : payload.state();
                }
            }
            return last;
        }

        void add(DataSourcePayload payload) {
            for (int row = 0; row < payload.data().rowCount(); row++) {
                rows.add(payload.data().toMap(row));
                places.add(payload.data().place(row));
            }
            rejected.addAll(payload.rejected());
        }

        List<@Nullable Object> column(String name) {
            List<@Nullable Object> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.get(name)));
            return values;
        }

        List<String> types() {
            return schema().fields().stream().map(field -> field.type().text()).toList();
        }

        List<String> codes() {
            return rejected.stream().map(RejectedRecord::code).toList();
        }
    }
}
