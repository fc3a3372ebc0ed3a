package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.StreamState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a process dies of in a staged mode, before it is published readers see what was there, and after the rerun exactly what
 * an undisturbed run would have made of it. Real processes, really killed: at each fault point on the way, those within publish
 * first of all, and at moments that nobody chose.
 */
public abstract class DestinationModeCrashSuite extends DestinationSuite {

    private static final int RANDOM_KILLS = 3;
    private static final int MOST_LINES_OF_A_RUN = 28;
    /** A key that the run does not touch, and two that it does. */
    private static final List<Long> BEFORE = List.of(1L, 2L, 99_999_999L);

    /** The modes that the destination has, besides append. */
    protected Set<WriteMode> modes() {
        return Set.of(WriteMode.OVERWRITE, WriteMode.MERGE, WriteMode.SCD2);
    }

    /** The adapter's fault points that matter to a mode, as for {@link DestinationCrashSuite#faultPoints}. Each must be reached. */
    protected abstract List<String> faultPoints(WriteMode mode);

    /** As for {@link DestinationCrashSuite#childDestination}. */
    protected abstract String childDestination();

    /** As for {@link DestinationCrashSuite#childProperties}. */
    protected Map<String, String> childProperties() {
        return Map.of();
    }

    @TestFactory
    Stream<DynamicTest> theTargetIsThatOfAnUndisturbedRunAfterADeathAt() {
        return modes().stream().sorted().flatMap(mode -> faultPoints(mode).stream()
                .map(fault -> DynamicTest.dynamicTest(mode + " " + fault, () -> dieAt(mode, fault))));
    }

    @TestFactory
    Stream<DynamicTest> theTargetIsThatOfAnUndisturbedRunAfterDeathsAtAnyMoment() {
        return modes().stream().sorted().map(mode -> DynamicTest.dynamicTest(mode.name(), () -> dieAtAnyMoment(mode)));
    }

    @TestFactory
    Stream<DynamicTest> exactlyOnceIsPromisedFor() {
        return modes().stream()
                .sorted()
                .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> {
                    try (IDataDestination destination = createDestination()) {
                        assertThat(destination.guarantee(mode).level()).isEqualTo(DeliveryGuarantee.Level.EXACTLY_ONCE);
                    }
                }));
    }

    private void dieAt(WriteMode mode, String fault) {
        String name = table + "_" + mode.ordinal() + "_" + Integer.toHexString(fault.hashCode());
        CrashRuns runs = begin(mode, name);
        assertThat(runs.runWithFault(fault))
                .as("a process dies at %s\n%s", fault, runs.log())
                .isEqualTo(CrashRuns.KILLED);
        assertThat(texts(name)).as("after the death\n%s", runs.log()).isIn(textsBefore(mode), textsAfter(mode));
        assertThat(runs.run()).as(runs.log()).isZero();
        assertThat(texts(name)).as(runs.log()).isEqualTo(textsAfter(mode));
        assertThat(readRejects(name)).containsExactlyInAnyOrderElementsOf(CrashScript.expectedRejects());
    }

    private void dieAtAnyMoment(WriteMode mode) {
        String name = table + "_" + mode.ordinal();
        CrashRuns runs = begin(mode, name);
        Random random = new Random(20_260_102L + mode.ordinal());
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            assertThat(runs.runAndKillAfter(1 + random.nextInt(MOST_LINES_OF_A_RUN)))
                    .as(runs.log())
                    .isIn(CrashRuns.KILLED, 0);
            assertThat(texts(name)).as(runs.log()).isIn(textsBefore(mode), textsAfter(mode));
        }
        assertThat(runs.run()).as(runs.log()).isZero();
        assertThat(texts(name)).as(runs.log()).isEqualTo(textsAfter(mode));
        assertThat(readRejects(name)).containsExactlyInAnyOrderElementsOf(CrashScript.expectedRejects());
    }

    /** Lands what is there before. */
    private CrashRuns begin(WriteMode mode, String name) {
        RowSchema schema = NUMBERS;
        RowBatchBuilder rows = new RowBatchBuilder(schema, BEFORE.size());
        for (long n : BEFORE) {
            rows.addRow(Map.of("n", n, "word", "before"));
        }
        StreamPlan plan = new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.parse("2025-01-01T00:00:00Z"),
                "stream",
                name,
                schema,
                mode,
                mode.hasKey() ? List.of("n") : List.of(),
                List.of("p0"));
        land(plan, DataSourcePayload.of(rows.build(), StreamState.of("n", 3)));
        assertThat(texts(name)).isEqualTo(textsBefore(mode));
        return new CrashRuns(mode, name, childDestination(), childProperties());
    }

    private static List<String> textsBefore(WriteMode mode) {
        return BEFORE.stream()
                .map(n -> n + "|before" + (mode == WriteMode.SCD2 ? "|2025-01-01T00:00:00Z|null" : ""))
                .sorted()
                .toList();
    }

    private static List<String> textsAfter(WriteMode mode) {
        List<Long> landed = CrashScript.expectedNumbers();
        String current = mode == WriteMode.SCD2 ? "|2026-01-01T00:00:00Z|null" : "";
        List<String> texts = new ArrayList<>();
        landed.forEach(n -> texts.add(n + "|" + CrashScript.word(n) + current));
        for (long n : BEFORE) {
            if (mode == WriteMode.SCD2) {
                String to = landed.contains(n) ? "2026-01-01T00:00:00Z" : "null";
                texts.add(n + "|before|2025-01-01T00:00:00Z|" + to);
            } else if (mode == WriteMode.MERGE && !landed.contains(n)) {
                texts.add(n + "|before");
            }
        }
        texts.sort(null);
        return texts;
    }

    private List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Map<String, @Nullable Object> row : readTarget(name)) {
            String times = row.containsKey("valid_from") ? "|" + row.get("valid_from") + "|" + row.get("valid_to") : "";
            texts.add(row.get("n") + "|" + row.get("word") + times);
        }
        texts.sort(null);
        return texts;
    }
}
