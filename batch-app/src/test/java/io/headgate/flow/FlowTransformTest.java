package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.fake.TableSource;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;

/** Transforms and rules in a run: what lands, what is counted, and what a run that breaks off goes on with. */
class FlowTransformTest extends EngineTest {

    @Value("${HEADGATE_HOME:headgate-data}")
    private Path home;

    private RunReport run(DataFlowMappingDefinition definition) {
        return engine.run(definition, RunOptions.defaults());
    }

    private DataFlowMappingDefinition numbers(Map<String, Object> source, List<Object> transforms, List<Object> rules) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("transforms", transforms);
        options.put("rules", rules);
        options.put("chunk_rows", 10);
        options.put("rejects", Map.of("limit", 1000));
        return numbers(source, options);
    }

    /** Numbers of few values, in three partitions. */
    private DataFlowMappingDefinition table(int rows, Map<String, Object> options) {
        RowSchema schema = RowSchema.of(Field.required("n", Primitive.INT64), Field.of("m", Primitive.INT64));
        RowBatchBuilder table = new RowBatchBuilder(schema, rows);
        for (int i = 0; i < rows; i++) {
            table.longs(0).set(i);
            table.longs(1).set(i % 30);
            table.position(i);
            table.endRow();
        }
        TableSource.TABLES.put(flow, table.build());
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("chunk_rows", 10);
        all.put("rejects", Map.of("limit", 1000));
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition("t", "test-table", Map.of("table", flow, "parts", 3)),
                new DestinationDefinition("ledger", "test-ledger", null, Map.of()),
                io.headgate.api.config.ConfigBinder.bind(FlowOptions.class, all),
                null);
    }

    @Test
    void countsOfReadWrittenFilteredAndRejectedAddUp() {
        RunReport report = run(numbers(
                Map.of("count", 100, "parts", 2),
                List.of(Map.of("filter", "n % 3 != 0"), Map.of("derive", Map.of("inverse", "100 / (n - 50)"))),
                List.of(Map.of("column", "inverse", "range", Map.of("min", -60, "max", 60)))));

        RunReport.StreamReport stream = report.streams().get(0);
        assertThat(report.outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(stream.read()).isEqualTo(100);
        assertThat(stream.filtered()).isEqualTo(33);
        assertThat(stream.rejected()).isEqualTo(2);
        assertThat(stream.written()).isEqualTo(65).isEqualTo(landed("numbers_0").size());
        assertThat(LedgerDestination.REJECTS)
                .extracting(RejectedRecord::code)
                .containsExactlyInAnyOrder("DERIVE_FAILED", "RULE_RANGE");
        assertThat(LedgerDestination.RECORDS.get("numbers_0")).contains("{\"n\":100,\"inverse\":2}");
    }

    @Test
    void aMapFunctionSeesRecordsAfterTheTransformsAndTheRulesSeeWhatItMade() {
        RunReport report = run(numbers(
                        Map.of("count", 10),
                        List.of(Map.of("rename", Map.of("n", "number"))),
                        List.of(Map.of("column", "number", "range", Map.of("max", 12))))
                .mappedBy(record -> {
                    record.put("number", (Long) record.get("number") * 2);
                    return record;
                }));
        assertThat(landed("numbers_0")).containsExactly(2L, 4L, 6L, 8L, 10L, 12L);
        assertThat(report.streams().get(0).rejected()).isEqualTo(4);
    }

    @Test
    void aStreamWithATableOfItsOwnGoesItsOwnWay() {
        run(numbers(
                Map.of("count", 4, "streams", 2),
                Map.of(
                        "transforms", List.of(Map.of("filter", "n > 2")),
                        "stream", Map.of("numbers_1", Map.of("transforms", List.of(Map.of("filter", "n < 2")))))));
        assertThat(landed("numbers_0")).containsExactly(3L, 4L);
        assertThat(landed("numbers_1")).containsExactly(1L);
    }

    @Test
    void deduplicateGoesOnWithItsWindowAfterACrashAndStateIsTheSourcesAlone() {
        DataFlowMappingDefinition definition =
                table(120, Map.of("transforms", List.of(Map.of("deduplicate", Map.of("key", "m", "window", 40)))));
        LedgerDestination.failAfterCommit = 5;
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(landed("t")).hasSize(30);

        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("t")).containsExactly(LongStream.range(0, 30).boxed().toArray());
        assertThat(engine.state(definition).values()).containsExactly(Map.of("rows", 120));
    }

    @Test
    void anUndividedStreamWithAWindowStoresItsPlaceOnly() {
        DataFlowMappingDefinition definition =
                numbers(Map.of("count", 100), List.of(Map.of("deduplicate", Map.of("window", 5))), List.of());
        LedgerDestination.failBeforeCommit = 4;
        run(definition);
        assertThat(engine.state(definition).values()).containsExactly(Map.of("n", 30));
        run(definition);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
    }

    @Test
    void uniqueFindsDoublesAcrossPartitionsAndAfterACrash() throws IOException {
        DataFlowMappingDefinition definition =
                table(90, Map.of("rules", List.of(Map.of("column", "m", "unique", true)), "partitions", 4));
        for (int chunk = 1; chunk <= 4; chunk++) {
            LedgerDestination.failBeforeCommit = chunk == 1 ? 2 : 0;
            LedgerDestination.failAfterCommit = chunk == 1 ? 0 : 2;
            assertThat(run(definition).outcome()).isEqualTo(RunOutcome.FAILED);
        }
        LedgerDestination.failAfterCommit = 0;
        assertThat(run(definition).outcome()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("t")).containsExactly(LongStream.range(0, 30).boxed().toArray());
        assertThat(LedgerDestination.REJECTS).hasSize(60).allMatch(record -> record.code()
                .equals("RULE_UNIQUE"));
        assertThat(keyFiles()).as("removed with the finished run").isEmpty();
    }

    @Test
    void uniqueFailsClearlyIfItsKeysAreLost() throws IOException {
        DataFlowMappingDefinition definition =
                table(90, Map.of("rules", List.of(Map.of("column", "n", "unique", true))));
        LedgerDestination.failBeforeCommit = 3;
        run(definition);
        for (Path file : keyFiles()) {
            Files.delete(file);
        }
        RunReport report = run(definition);
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("UNIQUE_KEYS_LOST", "is not there", "fresh=true");
        assertThat(engine.run(definition, RunOptions.defaults().startingAnew(true))
                        .outcome())
                .isEqualTo(RunOutcome.COMPLETED);
    }

    private List<Path> keyFiles() throws IOException {
        if (!Files.exists(home.resolve("unique"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(home.resolve("unique"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void warningsAreCountedOnceAcrossACrash() {
        DataFlowMappingDefinition definition = numbers(
                Map.of("count", 100),
                List.of(),
                List.of(Map.of("column", "n", "range", Map.of("max", 50), "on_failure", "warn")));
        LedgerDestination.failAfterCommit = 7;
        RunReport failed = run(definition);
        RunReport resumed = run(definition);
        String rule = "'n' must be at most 50";
        assertThat(failed.streams().get(0).warnings().getOrDefault(rule, 0L)
                        + resumed.streams().get(0).warnings().get(rule))
                .isEqualTo(50);
        assertThat(landed("numbers_0")).containsExactly(numbersTo(100));
        assertThat(engine.state(definition).values()).containsExactly(Map.of("n", 100));
    }

    @Test
    void aRuleThatFailsEndsTheRunBeforeItsChunkLands() {
        RunReport report = run(numbers(
                Map.of("count", 100), List.of(), List.of(Map.of("expression", "n != 25", "on_failure", "fail"))));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("RULE_BROKEN: record:25: the record must satisfy n != 25");
        assertThat(landed("numbers_0")).containsExactly(numbersTo(20));
    }

    @Test
    void anUnknownColumnFailsTheRunBeforeARecordMoves() {
        RunReport report = run(numbers(Map.of("count", 100), List.of(Map.of("drop", "nn")), List.of()));
        assertThat(report.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report.message()).contains("transforms[0].drop[0]: there is no column 'nn'; did you mean 'n'?");
        assertThat(landed("numbers_0")).isEmpty();
    }

    @Test
    void refusesOtherTransformsAndAnotherSaltUnderAnUnfinishedRunAndNamesNoSecret() {
        LedgerDestination.failBeforeCommit = 2;
        run(hashed("first-secret-salt", "n > 0"));
        assertThatThrownBy(() -> run(hashed("first-secret-salt", "n > 1")))
                .isInstanceOf(HeadgateException.class)
                .hasMessageContaining("flow.transforms[0].filter was 'n > 0' and is 'n > 1'");
        assertThatThrownBy(() -> run(hashed("other-secret-salt", "n > 0")))
                .hasMessageContaining("flow.transforms[1].hash.salt_check")
                .hasMessageNotContaining("secret-salt");
        assertThat(run(hashed("first-secret-salt", "n > 0")).outcome()).isEqualTo(RunOutcome.COMPLETED);
    }

    private DataFlowMappingDefinition hashed(String salt, String filter) {
        return numbers(
                Map.of("count", 30),
                List.of(Map.of("filter", filter), Map.of("hash", Map.of("columns", "n", "salt", salt))),
                List.of());
    }

    @Test
    void checkingASourceFindsMistakesAndTellsWhatItCouldNotSee() {
        DataFlowMappingDefinition wrong =
                numbers(Map.of("fail_connect", true), List.of(Map.of("select", List.of("m"))), List.of());
        assertThat(engine.adapters().checkSource(wrong).problems())
                .extracting(ConfigProblem::key)
                .containsExactly("flow.transforms[0].select[0]");
        Faults.failing(true);
        FlowInspector.SourceCheck unreachable = engine.adapters().checkSource(wrong);
        assertThat(unreachable.problems()).isEmpty();
        assertThat(unreachable.notes())
                .singleElement()
                .asString()
                .contains("its columns could not be checked", "try again later");
    }

    @Test
    void previewShowsRecordsAfterTheTransformsAndThoseThatAreRejected() {
        FlowInspector.StreamPreview preview = engine.preview(
                        numbers(
                                Map.of("count", 100),
                                List.of(Map.of("derive", Map.of("square", "n * n")), Map.of("filter", "n > 2")),
                                List.of(Map.of("column", "n", "unique", true), Map.of("expression", "n != 4"))),
                        3)
                .get(0);
        assertThat(preview.records().schema().names()).containsExactly("n", "square");
        assertThat(preview.records().toMap(0)).isEqualTo(Map.of("n", 3L, "square", 9L));
        assertThat(preview.records().toMap(1)).isEqualTo(Map.of("n", 5L, "square", 25L));
        assertThat(preview.rejected()).singleElement().satisfies(record -> assertThat(record.code())
                .isEqualTo("RULE_EXPRESSION"));
    }
}
