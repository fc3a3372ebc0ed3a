package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link WriteMode#OVERWRITE}: the target becomes what the stream holds, in one act, and is what it was until then. */
public abstract class DestinationOverwriteSuite extends DestinationModeSuite {

    private static final RejectedRecord REJECTED = new RejectedRecord("numbers:5", "BAD", "no number", "raw");

    protected DestinationOverwriteSuite() {
        super(WriteMode.OVERWRITE);
    }

    @Test
    void whatWasThereIsReplaced() {
        land(numbers(1, 10));
        land(numbers(8, 12));
        assertThat(numbersIn(table)).isEqualTo(range(8, 12));
        land(numbers(100, 100));
        assertThat(numbersIn(table)).isEqualTo(range(100, 100));
    }

    @Test
    void appendedRecordsAreReplacedAsWell() {
        land(plan(NUMBERS, "p0"), numbers(1, 10));
        land(numbers(8, 12));
        assertThat(numbersIn(table)).isEqualTo(range(8, 12));
    }

    @Test
    void recordsCanBeAppendedToAReplacedTarget() {
        land(numbers(1, 3));
        land(plan(NUMBERS, "p0"), numbers(4, 6));
        assertThat(numbersIn(table)).isEqualTo(range(1, 6));
    }

    @Test
    void theOldRowsAreSeenUntilAllPartitionsArePublishedTogether() {
        land(numbers(1, 10));
        try (Landing landing = new Landing(plan("p0", "p1"))) {
            assertThat(numbersIn(table)).isEqualTo(range(1, 10));
            landing.write("p0", numbers(21, 30), numbers(31, 40));
            assertThat(numbersIn(table)).isEqualTo(range(1, 10));
            landing.write("p1", numbers(41, 50));
            assertThat(numbersIn(table)).isEqualTo(range(1, 10));
            landing.publish();
        }
        assertThat(numbersIn(table)).isEqualTo(range(21, 50));
    }

    @Test
    void aTargetThatWasNotThereIsEmptyUntilItIsPublished() {
        try (Landing landing = new Landing(plan("p0"))) {
            landing.write("p0", numbers(1, 10));
            assertThat(readTarget(table)).isEmpty();
            landing.publish();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
    }

    @Test
    void aStreamWithoutRecordsLeavesAnEmptyTarget() {
        land(numbers(1, 10));
        land();
        assertThat(readTarget(table)).isEmpty();
    }

    @Test
    void readersSeeTheOldRowsOrTheNewOnesAndNeverAHalf() {
        land(numbers(1, 2000));
        try (Landing landing = new Landing(plan("p0", "p1"))) {
            landing.write("p0", numbers(10_001, 12_000)).write("p1", numbers(12_001, 15_000));
            assertReadersSeeOnly(range(1, 2000), range(10_001, 15_000), () -> numbersIn(table), landing::publish);
        }
    }

    @Test
    void anInstanceThatIsGivenUpLeavesTheTargetAlone() {
        land(numbers(1, 10));
        try (Landing landing = new Landing(plan("p0", "p1"))) {
            landing.write("p0", numbers(21, 30));
            landing.target.forget();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
        land(numbers(31, 33));
        assertThat(numbersIn(table)).isEqualTo(range(31, 33));
    }

    @Test
    void publishingAgainChangesNothing() {
        StreamPlan plan = plan("p0");
        try (Landing landing = new Landing(plan)) {
            landing.write("p0", numbers(1, 10));
            landing.target.publish(1);
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            target.publish(2);
            assertThat(numbersIn(table)).isEqualTo(range(1, 10));
            target.forget();
            target.forget();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
    }

    @Test
    void anUnfinishedPartitionIsNotPublished() {
        land(numbers(1, 10));
        try (Landing landing = new Landing(plan("p0", "p1"))) {
            landing.write("p0", numbers(21, 30));
            assertThatThrownBy(() -> landing.target.publish(1)).isInstanceOf(HeadgateException.class);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
    }

    @Test
    void anOlderRunCannotPublishBehindAYoungerOne() {
        land(numbers(1, 10));
        StreamPlan plan = plan("p0");
        try (Landing landing = new Landing(plan)) {
            landing.write("p0", numbers(21, 30));
            landing.target.open(plan.partition("p0"), 2).close();
            assertThatThrownBy(() -> landing.target.publish(1))
                    .isInstanceOfSatisfying(
                            HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.FENCED));
            assertThat(numbersIn(table)).isEqualTo(range(1, 10));
            landing.target.publish(2);
        }
        assertThat(numbersIn(table)).isEqualTo(range(21, 30));
    }

    @Test
    void onlyWhatWasCommittedIsPublished() {
        StreamPlan plan = plan("p0");
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                writer.commit(checkpoint(1, 10));
                writer.write(numbers(11, 999), DestinationSuite::noRejects);
            }
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(checkpoint(1, 10));
                writer.write(numbers(11, 20), DestinationSuite::noRejects);
                writer.finish(end(2, 20));
            }
            target.publish(2);
            target.forget();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 20));
    }

    @Test
    void rejectedRecordsStandBesideTheTarget() {
        StreamPlan plan = plan("p0");
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(numbers(1, 4, List.of(REJECTED)), DestinationSuite::noRejects);
                writer.finish(new Checkpoint(1, 5, 4, 1, "{}", true));
            }
            target.publish(1);
            target.forget();
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 4));
        assertThat(readRejects(table)).containsExactly(REJECTED);
    }
}
