package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.Checkpoint;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows and checkpoint are one, and only the youngest run may move them. */
public abstract class DestinationCheckpointSuite extends DestinationSuite {

    private final StreamPlan plan = plan(NUMBERS, "p0");

    private static void assertFenced(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(HeadgateException.class, e -> assertThat(e.code())
                .isEqualTo(CommonErrorCode.FENCED));
    }

    /** Makes it durable whatever the destination holds back: then as the end, which never waits. */
    private void commitNow(PartitionWriter writer, Checkpoint upTo) {
        if (upTo.complete()) {
            writer.finish(upTo);
        } else {
            commit(writer, upTo);
        }
    }

    private PartitionWriter open(StreamTarget target, long epoch) {
        return target.open(plan.partition("p0"), epoch);
    }

    @Test
    void nothingIsRememberedOfAPartitionThatWasOnlyPlanned() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = open(target, 1)) {
            assertThat(writer.lastCommitted()).isNull();
        }
    }

    @Test
    void theCheckpointComesBackToTheLetter() {
        String state = "{\"text\":\"'\\\"\\\\ \\n\t$1 ? 日本 \uD83D\uDE00\",\"long\":\"" + "x".repeat(100_000) + "\"}";
        Checkpoint written = new Checkpoint(7, 30, 20, 4, state, holdsBack());
        try (IDataDestination destination = createDestination()) {
            try (StreamTarget target = destination.prepare(plan);
                    PartitionWriter writer = open(target, 1)) {
                writer.write(numbers(1, 20), DestinationSuite::noRejects);
                commitNow(writer, written);
            }
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan);
                PartitionWriter writer = open(target, 2)) {
            assertThat(writer.lastCommitted()).isEqualTo(written);
        }
    }

    @Test
    void whatWasNotCommittedIsGoneAfterReopening() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            Checkpoint durable;
            try (PartitionWriter writer = open(target, 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                durable = commit(writer, checkpoint(1, 10));
                writer.write(numbers(11, 999), DestinationSuite::noRejects);
            }
            try (PartitionWriter writer = open(target, 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(durable);
                writeOn(writer, durable, 20);
                writer.finish(end(2, 20));
            }
            target.publish(2);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 20));
    }

    @Test
    void preparingAgainMovesNoCheckpointBack() {
        Checkpoint written = new Checkpoint(1, 10, 10, 0, "{}", holdsBack());
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = open(target, 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                commitNow(writer, written);
            }
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = open(target, 2)) {
            assertThat(writer.lastCommitted()).isEqualTo(written);
        }
    }

    @Test
    void anOlderRunCanCommitNothingBehindAYoungerOne() {
        try (IDataDestination zombies = createDestination();
                IDataDestination successors = createDestination();
                StreamTarget old = zombies.prepare(plan);
                StreamTarget young = successors.attach(plan)) {
            try (PartitionWriter zombie = open(old, 1)) {
                zombie.write(numbers(1, 10), DestinationSuite::noRejects);
                Checkpoint durable = commit(zombie, checkpoint(1, 10));
                try (PartitionWriter successor = open(young, 2)) {
                    assertThat(successor.lastCommitted()).isEqualTo(durable);
                    assertFenced(() -> {
                        zombie.write(numbers(11, 500), DestinationSuite::noRejects);
                        commitNow(zombie, new Checkpoint(2, 500, 500, 0, "{}", holdsBack()));
                    });
                    writeOn(successor, durable, 20);
                    successor.finish(end(2, 20));
                }
            }
            young.publish(2);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 20));
    }

    @Test
    void anOlderRunCannotOpenBehindAYoungerOne() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            open(target, 2).close();
            assertFenced(() -> open(target, 1));
            try (PartitionWriter writer = open(target, 3)) {
                assertThat(writer.lastCommitted()).isNull();
            }
        }
    }

    @Test
    void anOlderRunCannotPublishBehindAYoungerOne() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = open(target, 2)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                writer.finish(end(1, 10));
            }
            assertFenced(() -> target.publish(1));
            target.publish(2);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
    }

    /** A run may stop between two chunks and the next one go on, as often as it likes. */
    @Test
    void everyCommitIsRememberedByTheNextRun() {
        try (IDataDestination destination = createDestination()) {
            destination.prepare(plan).close();
        }
        Checkpoint durable = null;
        for (int run = 1; run <= 4; run++) {
            try (IDataDestination destination = createDestination();
                    StreamTarget target = destination.attach(plan);
                    PartitionWriter writer = open(target, run)) {
                assertThat(writer.lastCommitted()).isEqualTo(durable);
                writeOn(writer, durable, 5L * run);
                durable = commit(writer, checkpoint(run, 5L * run));
            }
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            try (PartitionWriter writer = open(target, 5)) {
                writeOn(writer, durable, 20);
                writer.finish(end(5, 20));
            }
            target.publish(5);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 20));
    }

    @Test
    void anOlderRunCannotFinishBehindAYoungerOne() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan);
                PartitionWriter zombie = open(target, 1)) {
            zombie.write(numbers(1, 500), DestinationSuite::noRejects);
            try (PartitionWriter successor = open(target, 2)) {
                assertFenced(() -> zombie.finish(end(1, 500)));
                successor.write(numbers(1, 5), DestinationSuite::noRejects);
                successor.finish(end(1, 5));
            }
            target.publish(2);
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 5));
    }

    @Test
    void onlyPlannedPartitionsCanBeOpened() {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            assertFenced(() -> target.open(plan.partition("other"), 1));
            try (PartitionWriter writer = open(target, 1)) {
                writer.finish(end(1, 0));
            }
            target.publish(1);
            target.forget();
            assertFenced(() -> open(target, 2));
        }
    }

    @Test
    void finishingPublishingAndForgettingCanBeRepeated() {
        try (IDataDestination destination = createDestination()) {
            try (StreamTarget target = destination.prepare(plan);
                    PartitionWriter writer = open(target, 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                writer.finish(end(1, 10));
            }
            try (StreamTarget target = destination.attach(plan);
                    PartitionWriter writer = open(target, 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(end(1, 10));
                writer.finish(end(2, 10));
                target.publish(2);
            }
            try (StreamTarget target = destination.attach(plan)) {
                target.publish(3);
                target.forget();
                target.forget();
            }
        }
        assertThat(numbersIn(table)).isEqualTo(range(1, 10));
    }

    @Test
    void anotherInstanceHasCheckpointsOfItsOwn() {
        StreamPlan other = plan(NUMBERS, "p0");
        try (IDataDestination destination = createDestination();
                StreamTarget mine = destination.prepare(plan);
                StreamTarget theirs = destination.prepare(other)) {
            Checkpoint written = new Checkpoint(1, 10, 10, 0, "{}", holdsBack());
            try (PartitionWriter writer = open(mine, 1)) {
                writer.write(numbers(1, 10), DestinationSuite::noRejects);
                commitNow(writer, written);
            }
            try (PartitionWriter writer = theirs.open(other.partition("p0"), 1)) {
                assertThat(writer.lastCommitted()).isNull();
                writer.finish(end(1, 0));
            }
            theirs.publish(1);
            theirs.forget();
            try (PartitionWriter writer = open(mine, 2)) {
                assertThat(writer.lastCommitted()).isEqualTo(written);
            }
        }
    }
}
