package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.RejectStore.Repair;
import io.headgate.api.destination.RejectStore.Selection;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What was set aside can be listed, and a replay can take it in hand, read it from any place, and remove it, exactly once. For
 * destinations that are a {@link RejectStore}.
 */
public abstract class DestinationRejectSuite extends DestinationSuite {

    private final UUID replay = UUID.randomUUID();
    private static final long EPOCH = 1_000;

    /** Edits the raw text of every rejected record beside a table that no replay has claimed, as a user would. */
    protected abstract void repair(String tableName, UnaryOperator<String> raw);

    /** A mode in which nothing lands before it is published, or null if the destination has none. */
    protected @Nullable WriteMode stagedMode() {
        return WriteMode.OVERWRITE;
    }

    private int repair(List<Repair> repairs) {
        try (IDataDestination destination = createDestination()) {
            return storeOf(destination).repair(selection(), repairs);
        }
    }

    private Selection selection() {
        return new Selection(table, "flow", "stream");
    }

    private static RejectStore storeOf(IDataDestination destination) {
        assertThat(destination).isInstanceOf(RejectStore.class);
        return (RejectStore) destination;
    }

    private List<StoredReject> list(Selection of, @Nullable String run, int limit) {
        try (IDataDestination destination = createDestination()) {
            return storeOf(destination).list(of, run, limit);
        }
    }

    private long count(@Nullable String run) {
        try (IDataDestination destination = createDestination()) {
            return storeOf(destination).count(selection(), run);
        }
    }

    private long claim(UUID by, long epoch) {
        try (IDataDestination destination = createDestination()) {
            return storeOf(destination).claim(selection(), by, epoch);
        }
    }

    private List<StoredReject> claimed(UUID by, @Nullable String after, int limit) {
        try (IDataDestination destination = createDestination()) {
            return storeOf(destination).claimed(selection(), by, after, limit);
        }
    }

    private void remove(UUID by) {
        try (IDataDestination destination = createDestination()) {
            storeOf(destination).removeClaimed(selection(), by);
        }
    }

    private static RejectedRecord rejected(long n) {
        return new RejectedRecord("numbers:" + n, "BAD", "number " + n + " is no 'ü\"'", "raw,\"ü\" \n " + n);
    }

    private UUID land(String flow, String stream, String run, long first, long last) {
        StreamPlan plan = new StreamPlan(
                flow,
                UUID.randomUUID(),
                Instant.now(),
                stream,
                table,
                NUMBERS,
                WriteMode.APPEND,
                List.of(),
                List.of("p0"),
                ModeOptions.NONE,
                SchemaMode.EVOLVE,
                run);
        List<RejectedRecord> records = LongStream.rangeClosed(first, last)
                .mapToObj(DestinationRejectSuite::rejected)
                .toList();
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(numbers(1, 1, records), DestinationSuite::noRejects);
                writer.finish(new Checkpoint(1, records.size() + 1L, 1, records.size(), "{}", true));
            }
            target.publish(1);
            target.forget();
        }
        return plan.instance();
    }

    private List<String> places(List<StoredReject> rejects) {
        return rejects.stream().map(reject -> reject.record().place()).toList();
    }

    private List<String> all() {
        return places(list(selection(), null, 1000));
    }

    private List<String> claimed(UUID by) {
        return places(claimed(by, null, 1000));
    }

    private static List<String> numbered(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(n -> "numbers:" + n).toList();
    }

    @Test
    void aRejectedRecordIsListedWithAllThatIsKnownOfIt() {
        Instant before = Instant.now().minusSeconds(60);
        UUID instance = land("flow", "stream", "run-7", 3, 3);
        List<StoredReject> listed = list(selection(), null, 10);
        assertThat(listed).singleElement().satisfies(reject -> {
            assertThat(reject.record()).isEqualTo(rejected(3));
            assertThat(reject.flow()).isEqualTo("flow");
            assertThat(reject.stream()).isEqualTo("stream");
            assertThat(reject.instance()).isEqualTo(instance);
            assertThat(reject.run()).isEqualTo("run-7");
            assertThat(reject.at()).isBetween(before, Instant.now().plusSeconds(60));
            assertThat(reject.claim()).isNull();
        });
    }

    @Test
    void thereIsNothingBesideATableThatWasNeverMade() {
        assertThat(all()).isEmpty();
        assertThat(count(null)).isZero();
        assertThat(claim(replay, EPOCH)).isZero();
        assertThat(claimed(replay)).isEmpty();
        remove(replay);
    }

    @Test
    void listingIsBoundedAndCountsTheRest() {
        land("flow", "stream", "1", 1, 5);
        land("flow", "stream", "2", 6, 7);
        assertThat(list(selection(), null, 3)).hasSize(3);
        assertThat(count(null)).isEqualTo(7);
        assertThat(places(list(selection(), "2", 10))).containsExactlyInAnyOrderElementsOf(numbered(6, 7));
        assertThat(count("2")).isEqualTo(2);
    }

    @Test
    void otherStreamsAndFlowsInTheSameTableAreLeftAlone() {
        land("flow", "stream", "1", 1, 2);
        land("other", "stream", "1", 3, 4);
        land("flow", "another", "1", 5, 6);
        assertThat(all()).containsExactlyInAnyOrderElementsOf(numbered(1, 2));
        assertThat(claim(replay, EPOCH)).isEqualTo(2);
        remove(replay);
        Selection other = new Selection(table, "other", "stream");
        Selection another = new Selection(table, "flow", "another");
        assertThat(list(other, null, 10)).hasSize(2).allSatisfy(reject -> assertThat(reject.claim())
                .isNull());
        assertThat(list(another, null, 10)).hasSize(2);
    }

    @Test
    void aReplayReadsWhatItHasClaimedInOneOrderFromAnywhere() {
        land("flow", "stream", "1", 1, 4);
        land("flow", "stream", "2", 5, 7);
        assertThat(claim(replay, EPOCH)).isEqualTo(7);
        land("flow", "stream", "3", 8, 9);
        List<StoredReject> claimed = claimed(replay, null, 1000);
        assertThat(places(claimed)).containsExactlyInAnyOrderElementsOf(numbered(1, 7));
        for (int from = 0; from < claimed.size(); from++) {
            String after = claimed.get(from).id();
            List<StoredReject> rest = claimed(replay, after, 1000);
            assertThat(places(rest)).isEqualTo(places(claimed.subList(from + 1, claimed.size())));
        }
        assertThat(places(claimed(replay, null, 2))).isEqualTo(places(claimed.subList(0, 2)));
        assertThat(all()).containsExactlyInAnyOrderElementsOf(numbered(1, 9));
    }

    @Test
    void claimingAgainKeepsWhatIsClaimedAndTakesWhatIsNew() {
        land("flow", "stream", "1", 1, 2);
        assertThat(claim(replay, EPOCH)).isEqualTo(2);
        land("flow", "stream", "2", 3, 3);
        assertThat(claim(replay, EPOCH + 1)).isEqualTo(3);
        assertThat(claimed(replay)).containsExactlyInAnyOrderElementsOf(numbered(1, 3));
    }

    @Test
    void aRepairedRecordIsReadAsItIsNow() {
        land("flow", "stream", "1", 1, 2);
        repair(table, raw -> raw.replace("raw", "repaired"));
        claim(replay, EPOCH);
        assertThat(claimed(replay, null, 10))
                .extracting(reject -> reject.record().raw())
                .containsExactlyInAnyOrder("repaired,\"ü\" \n 1", "repaired,\"ü\" \n 2");
    }

    @Test
    void aRepairGoesToTheRecordThatIsMeantAndToNoOther() {
        UUID instance = land("flow", "stream", "1", 1, 3);
        List<StoredReject> stored = list(selection(), null, 10);
        StoredReject second = stored.stream()
                .filter(reject -> reject.record().place().equals("numbers:2"))
                .findFirst()
                .orElseThrow();
        String text = "repaired,\"ü\" \n \u0001";
        List<Repair> repairs = List.of(
                new Repair(second.id(), instance, "numbers:2", text),
                new Repair(second.id(), instance, "numbers:3", "another record under this id"),
                new Repair(second.id(), UUID.randomUUID(), "numbers:2", "of another run"),
                new Repair("no id of this store", instance, "numbers:1", "never"));
        assertThat(repair(repairs)).isEqualTo(1);
        assertThat(repair(repairs)).as("repeated").isEqualTo(1);
        assertThat(list(selection(), null, 10))
                .extracting(reject -> reject.record().raw())
                .containsExactlyInAnyOrder(rejected(1).raw(), text, rejected(3).raw());

        assertThat(claim(replay, EPOCH)).isEqualTo(3);
        StoredReject claimed = claimed(replay, null, 10).get(0);
        Repair again =
                new Repair(claimed.id(), claimed.instance(), claimed.record().place(), "while it is claimed");
        assertThat(repair(List.of(again))).isEqualTo(1);
        assertThat(claimed(replay, null, 1).get(0).record().raw()).isEqualTo("while it is claimed");
        remove(replay);
        assertThat(repair(List.of(again))).isZero();
        assertThat(all()).isEmpty();
    }

    @Test
    void aStagedRunThatIsGivenUpTakesItsRejectedRecordsWithIt() {
        assumeTrue(stagedMode() != null, "the destination has no staged mode");
        WriteMode mode = Objects.requireNonNull(stagedMode());
        StreamPlan first = stage("1", mode, 1, false);
        forget(first);
        assertThat(all()).isEmpty();
        StreamPlan published = stage("2", mode, 2, true);
        StreamPlan givenUp = stage("3", mode, 3, false);
        forget(givenUp);
        forget(givenUp);
        forget(first);
        assertThat(all()).containsExactly("numbers:2");
        forget(published);
        forget(published);
        assertThat(all()).containsExactly("numbers:2");
    }

    /** A run that has finished its partition, and is published or not. */
    private StreamPlan stage(String run, WriteMode mode, long n, boolean publish) {
        StreamPlan plan = new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "stream",
                table,
                NUMBERS,
                mode,
                mode.hasKey() ? List.of("n") : List.of(),
                List.of("p0"),
                ModeOptions.NONE,
                SchemaMode.EVOLVE,
                run);
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(numbers(n, n, List.of(rejected(n))), DestinationSuite::noRejects);
                writer.finish(new Checkpoint(1, 2, 1, 1, "{}", true));
            }
            if (publish) {
                target.publish(1);
            }
        }
        return plan;
    }

    private void forget(StreamPlan plan) {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            target.forget();
        }
    }

    @Test
    void anOlderReplayThatWakesUpTakesNothingAway() {
        land("flow", "stream", "1", 1, 3);
        claim(replay, EPOCH);
        UUID older = UUID.randomUUID();
        assertThat(claim(older, EPOCH - 1)).isZero();
        assertThat(claimed(replay)).containsExactlyInAnyOrderElementsOf(numbered(1, 3));
    }

    @Test
    void aYoungerReplayTakesWhatAnOlderOneHasLeft() {
        land("flow", "stream", "1", 1, 3);
        UUID older = UUID.randomUUID();
        claim(older, EPOCH - 1);
        assertThat(claim(replay, EPOCH)).isEqualTo(3);
        remove(older);
        assertThat(claimed(replay)).containsExactlyInAnyOrderElementsOf(numbered(1, 3));
    }

    @Test
    void removingLeavesWhatCameLaterAndCanBeRepeated() {
        land("flow", "stream", "1", 1, 3);
        claim(replay, EPOCH);
        List<String> before = new ArrayList<>(all());
        land("flow", "stream", "replay-1", 9, 9);
        remove(replay);
        remove(replay);
        assertThat(before).hasSize(3);
        assertThat(all()).isEqualTo(numbered(9, 9));
        assertThat(claimed(replay)).isEmpty();
    }
}
