package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.destination.TypeSamples;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What this destination writes as CSV, the csv source reads back to the letter. */
class CsvRoundTripTest {

    @TempDir
    private Path folder;

    /** A field per scalar type; each row has one value of each, or none. */
    private static RowBatch samples() {
        List<TypeSamples.Sample> scalars = TypeSamples.all()
                .filter(sample ->
                        sample.type() instanceof DataType.Primitive || sample.type() instanceof DataType.Decimal)
                .toList();
        List<Field> fields = new ArrayList<>();
        scalars.forEach(sample -> fields.add(Field.of("f" + fields.size(), sample.type())));
        RowBatchBuilder rows = new RowBatchBuilder(new RowSchema(fields, List.of()), 10);
        for (int i = 0; i < 8; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int field = 0; field < fields.size(); field++) {
                List<Object> values = scalars.get(field).values();
                if ((i + field) % (values.size() + 1) < values.size()) {
                    row.put("f" + field, values.get((i + field) % (values.size() + 1)));
                }
            }
            rows.addRow(row);
        }
        return rows.build();
    }

    @ParameterizedTest
    @CsvSource({"',','',lf,none", "';',NULL,crlf,gzip", "'\t',0,lf,gzip", "'|',null,crlf,none"})
    void every_scalar_value_and_every_missing_one_comes_back(
            String delimiter, String nullText, String lineEnd, String compression) {
        RowBatch written = samples();
        Map<String, Object> config = new HashMap<>();
        config.put("delimiter", delimiter);
        config.put("null_text", nullText);
        land(
                written,
                Map.of("line_end", lineEnd, "compression", compression, "delimiter", delimiter, "null_text", nullText));

        Map<String, String> columns = new LinkedHashMap<>();
        written.schema()
                .fields()
                .forEach(field -> columns.put(field.name(), field.type().text()));
        config.put("source_path", folder.resolve("t").toString());
        config.put("columns", columns);
        List<Map<String, @Nullable Object>> read = read(config);
        assertThat(read).hasSize(written.rowCount());
        for (int row = 0; row < written.rowCount(); row++) {
            // For the byte arrays; by default it would take small numbers for equal, and NaN for different from itself.
            assertThat(read.get(row))
                    .usingRecursiveComparison()
                    .withEqualsForType(Double::equals, Double.class)
                    .withEqualsForType(Float::equals, Float.class)
                    .isEqualTo(written.toMap(row));
        }
    }

    private void land(RowBatch batch, Map<String, Object> config) {
        StreamPlan plan = new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "t",
                "t",
                batch.schema(),
                WriteMode.APPEND,
                List.of(),
                List.of("p"));
        try (IDataDestination destination = new FileDestinationFactory()
                        .create("out", folder.toString(), ConfigBinder.bind(FileConfig.class, config));
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p"), 1)) {
                writer.write(DataSourcePayload.of(batch, StreamState.EMPTY), FileFixture.NO_REJECTS);
                writer.finish(new Checkpoint(1, batch.rowCount(), batch.rowCount(), 0, "{}", true));
            }
            target.publish(1);
        }
    }

    private static List<Map<String, @Nullable Object>> read(Map<String, Object> config) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try (IDataSource source = csvSource(config)) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = source.streams().get(0);
            for (StreamPartition partition : stream.partitions(1)) {
                try (PayloadCursor cursor =
                        stream.open(partition, StreamState.EMPTY, ReadOptions.of(stream.schema()))) {
                    for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                        assertThat(payload.rejected()).isEmpty();
                        for (int row = 0; row < payload.data().rowCount(); row++) {
                            rows.add(payload.data().toMap(row));
                        }
                    }
                }
            }
        }
        return rows;
    }

    private static IDataSource csvSource(Map<String, Object> config) {
        for (IDataSourceFactory<?> factory : ServiceLoader.load(IDataSourceFactory.class)) {
            if (factory.name().equals("csv")) {
                return create(factory, config);
            }
        }
        throw new IllegalStateException("there is no csv source");
    }

    private static <C extends Record> IDataSource create(IDataSourceFactory<C> factory, Map<String, Object> config) {
        return factory.create("in", ConfigBinder.bind(factory.configType(), config));
    }
}
