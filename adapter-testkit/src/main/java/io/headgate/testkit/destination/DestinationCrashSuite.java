package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.OrderFreeChecksum;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever a process dies of, the next one leaves every record in the target once. Real processes, really killed: at each fault
 * point that the adapter names, and at moments that nobody chose.
 */
public abstract class DestinationCrashSuite extends DestinationSuite {

    private static final String NOT_DURABLE = "the destination promises nothing beyond its process";
    private static final int RANDOM_KILLS = 4;
    private static final int MOST_LINES_OF_A_RUN = 28;

    /**
     * The adapter's own fault points, each {@code NAME} or {@code NAME:N} for the N-th time that a process reaches it: whatever
     * stands on the way from {@code prepare} to {@code forget} of 20 chunks in each of 2 partitions. Every one must be reached.
     */
    protected abstract List<String> faultPoints();

    /**
     * Name of a public class with a public constructor without parameters that implements {@code Supplier<IDataDestination>} over
     * the place that {@link #readTarget} reads.
     */
    protected abstract String childDestination();

    /** System properties that tell the supplier in the child where that place is. */
    protected Map<String, String> childProperties() {
        return Map.of();
    }

    /** False for a destination that promises nothing beyond its process; nothing is killed then. */
    protected boolean outlivesItsProcess() {
        return true;
    }

    @Test
    void thePromiseIsWhatCanBeShown() {
        try (IDataDestination destination = createDestination()) {
            DeliveryGuarantee guarantee = destination.guarantee(WriteMode.APPEND);
            assertThat(guarantee.how()).isNotBlank();
            assertThat(guarantee.level())
                    .isEqualTo(
                            outlivesItsProcess()
                                    ? DeliveryGuarantee.Level.EXACTLY_ONCE
                                    : DeliveryGuarantee.Level.NOT_DURABLE);
        }
    }

    @TestFactory
    Stream<DynamicTest> everyRecordIsThereOnceAfterADeathAt() {
        assumeTrue(outlivesItsProcess(), NOT_DURABLE);
        List<String> points = faultPoints();
        return IntStream.range(0, points.size())
                .mapToObj(i -> DynamicTest.dynamicTest(points.get(i), () -> dieAt(points.get(i), table + "_" + i)));
    }

    private void dieAt(String fault, String tableName) {
        CrashRuns runs = new CrashRuns(tableName, childDestination(), childProperties());
        assertThat(runs.runWithFault(fault))
                .as("a process dies at %s\n%s", fault, runs.log())
                .isEqualTo(CrashRuns.KILLED);
        assertThat(runs.run()).as(runs.log()).isZero();
        assertEveryRecordOnce(tableName, runs);
    }

    @Test
    void everyRecordIsThereOnceAfterDeathsAtAnyMoment() {
        assumeTrue(outlivesItsProcess(), NOT_DURABLE);
        Random random = new Random(20_260_101);
        CrashRuns runs = new CrashRuns(table, childDestination(), childProperties());
        for (int kill = 0; kill < RANDOM_KILLS; kill++) {
            assertThat(runs.runAndKillAfter(1 + random.nextInt(MOST_LINES_OF_A_RUN)))
                    .as(runs.log())
                    .isIn(CrashRuns.KILLED, 0);
        }
        assertThat(runs.run()).as(runs.log()).isZero();
        assertEveryRecordOnce(table, runs);
    }

    private void assertEveryRecordOnce(String tableName, CrashRuns runs) {
        List<Long> expected = CrashScript.expectedNumbers();
        List<Long> numbers = numbersIn(tableName);
        assertThat(numbers).as("records landed twice\n%s", runs.log()).doesNotHaveDuplicates();
        assertThat(numbers.size()).as("records landed\n%s", runs.log()).isEqualTo(expected.size());
        assertThat(checksum(readTarget(tableName).stream()
                        .map(row -> text(row.get("n"), row.get("word")))
                        .toList()))
                .as(runs.log())
                .isEqualTo(checksum(
                        expected.stream().map(n -> text(n, CrashScript.word(n))).toList()));
        List<RejectedRecord> rejects = readRejects(tableName);
        assertThat(rejects)
                .as("rejected records\n%s", runs.log())
                .containsExactlyInAnyOrderElementsOf(CrashScript.expectedRejects());
    }

    private static String text(@Nullable Object number, @Nullable Object word) {
        return number + "|" + word;
    }

    private static String checksum(Collection<String> records) {
        OrderFreeChecksum checksum = new OrderFreeChecksum();
        records.forEach(checksum::add);
        return checksum.toString();
    }
}
