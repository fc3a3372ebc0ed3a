package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.fake.LedgerDestination;
import io.headgate.fake.TableSource;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Any mix of transforms and rules on any schema gives the same records and the same rejects, with one partition and with four, and
 * when the run breaks off before or after the commit of any chunk and is resumed.
 */
class TransformPropertyTest {

    private static final AtomicLong NAMES = new AtomicLong(System.nanoTime());
    private static ConfigurableApplicationContext context;

    @BeforeContainer
    static void start() {
        context = new SpringApplicationBuilder(EmbeddingApplication.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.datasource.url=jdbc:h2:mem:property;DB_CLOSE_DELAY=-1",
                        "HEADGATE_HOME=target/property-home")
                .run();
    }

    @AfterContainer
    static void stop() {
        context.close();
    }

    /** What landed and what was set aside, in order. */
    private record Landed(List<String> records, List<String> rejects) {

        Landed sorted() {
            return new Landed(
                    records.stream().sorted().toList(),
                    rejects.stream().sorted().toList());
        }
    }

    @Property(tries = 40)
    void anyMixGivesTheSameResultWithAnyPartitionsAndAfterARestartAtAnyChunk(
            @ForAll Random random, @ForAll @IntRange(min = 1, max = 9) int breakAt, @ForAll boolean afterCommit) {
        RowSchema schema = TransformMixes.schema(random);
        TableSource.TABLES.put("random", table(schema, random, 70 + random.nextInt(60)));
        Map<String, Object> mix = TransformMixes.mix(schema, random);
        boolean ordered = TransformMixes.isSequential(mix);

        Landed one = run(mix, 1, 0, false);
        Landed four = run(mix, 4, 0, false);
        Landed resumed = run(mix, 1 + random.nextInt(4), breakAt, afterCommit);

        if (ordered) {
            assertThat(four).as("with four partitions: %s", mix).isEqualTo(one);
            assertThat(resumed).as("after a restart: %s", mix).isEqualTo(one);
        } else {
            assertThat(four.sorted()).as("with four partitions: %s", mix).isEqualTo(one.sorted());
            assertThat(resumed.sorted()).as("after a restart: %s", mix).isEqualTo(one.sorted());
        }
    }

    private static Landed run(Map<String, Object> mix, int partitions, int breakAt, boolean afterCommit) {
        LedgerDestination.clear();
        LedgerDestination.failAfterCommit = afterCommit ? breakAt : 0;
        LedgerDestination.failBeforeCommit = afterCommit ? 0 : breakAt;
        Map<String, Object> options = new java.util.LinkedHashMap<>(mix);
        options.put("partitions", partitions);
        options.put("chunk_rows", 5);
        options.put("rejects", Map.of("limit", 10_000));
        DataFlowMappingDefinition flow = new DataFlowMappingDefinition(
                "property-" + NAMES.incrementAndGet(),
                new SourceDefinition("t", "test-table", Map.of("table", "random", "parts", 3, "payload", 3)),
                new DestinationDefinition("ledger", "test-ledger", null, Map.of()),
                ConfigBinder.bind(FlowOptions.class, options),
                null);
        FlowEngine engine = context.getBean(FlowEngine.class);
        RunReport report = engine.run(flow, RunOptions.defaults());
        long[] counts = new long[4];
        for (int tries = 0; report.outcome() != RunOutcome.COMPLETED && tries < 12; tries++) {
            assertThat(report.message()).contains("the ledger");
            add(counts, report);
            report = engine.run(flow, RunOptions.defaults());
        }
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        add(counts, report);
        List<String> records = LedgerDestination.RECORDS.getOrDefault("t", List.of());
        List<String> rejects =
                LedgerDestination.REJECTS.stream().map(Object::toString).toList();
        int rows = TableSource.TABLES.get("random").rowCount();
        assertThat(counts)
                .as("read = written + filtered + rejected: %s", mix)
                .containsExactly(rows, records.size(), rows - records.size() - rejects.size(), rejects.size());
        assertThat(engine.state(flow).values()).containsExactly(Map.of("rows", rows));
        return new Landed(new ArrayList<>(records), rejects);
    }

    private static void add(long[] counts, RunReport report) {
        RunReport.StreamReport stream = report.streams().get(0);
        counts[0] += stream.read();
        counts[1] += stream.written();
        counts[2] += stream.filtered();
        counts[3] += stream.rejected();
    }

    private static RowBatch table(RowSchema schema, Random random, int rows) {
        RowBatchBuilder builder = new RowBatchBuilder(schema, rows);
        builder.origin("t");
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < schema.size(); i++) {
                Field field = schema.field(i);
                if (!field.nullable() || random.nextInt(5) > 0) {
                    Values.write(builder.column(i), field, value(field.type(), random));
                }
            }
            builder.position(row);
            builder.endRow();
        }
        return builder.build();
    }

    /** Of few values, so that some are equal. */
    private static Object value(DataType type, Random random) {
        int n = random.nextInt(8);
        if (type instanceof DataType.Decimal) {
            return BigDecimal.valueOf(n * 25L, 2);
        }
        if (type instanceof DataType.Struct) {
            return n == 0 ? Map.of() : Map.of("a", (long) n, "b", "b" + n);
        }
        return switch ((DataType.Primitive) type) {
            case BOOLEAN -> n > 3;
            case INT32 -> n;
            case INT64 -> n - 4L;
            case FLOAT64 -> n / 4.0;
            case DATE -> LocalDate.of(2026, 1, 1 + n);
            case TIMESTAMP_TZ -> Instant.ofEpochSecond(n);
            default ->
                List.of("", "x", "12", "-7", "äöü😀", "2026-01-02", "abc", "x").get(n);
        };
    }
}
