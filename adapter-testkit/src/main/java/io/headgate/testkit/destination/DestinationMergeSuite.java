package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link WriteMode#MERGE}: of each key the last record in source order is there, or none if that is a deletion. */
public abstract class DestinationMergeSuite extends DestinationModeSuite {

    private static final RowSchema DELETABLE = RowSchema.of(
            Field.of("n", Primitive.INT64), Field.of("word", Primitive.STRING), Field.of("gone", Primitive.BOOLEAN));
    private static final ModeOptions DELETING = new ModeOptions("gone", ModeOptions.Scd2.DEFAULT);

    private List<String> key = List.of("n");

    protected DestinationMergeSuite() {
        super(WriteMode.MERGE);
    }

    @Override
    final List<String> key() {
        return key;
    }

    @Override
    final RowSchema schema() {
        return DELETABLE;
    }

    @Override
    final ModeOptions options() {
        return DELETING;
    }

    private static List<@Nullable Object> put(long n, String word) {
        return row(n, word, null);
    }

    private static List<@Nullable Object> delete(long n) {
        return row(n, null, true);
    }

    /** Words by number. */
    private Map<Long, @Nullable Object> words() {
        Map<Long, @Nullable Object> words = new TreeMap<>();
        List<Map<String, @Nullable Object>> rows = readTarget(table);
        rows.forEach(row -> words.put((Long) Objects.requireNonNull(row.get("n")), row.get("word")));
        assertThat(words).as("each key is there once").hasSameSizeAs(rows);
        return words;
    }

    @Test
    void knownKeysAreUpdatedAndNewOnesInserted() {
        land(payload(put(1, "a"), put(2, "b")));
        land(payload(put(2, "B"), put(3, "C")));
        assertThat(words()).isEqualTo(Map.of(1L, "a", 2L, "B", 3L, "C"));
    }

    @Test
    void landingTheSameAgainChangesNothing() {
        land(payload(put(1, "a"), put(2, "b"), delete(3)));
        land(payload(put(1, "a"), put(2, "b"), delete(3)));
        assertThat(words()).isEqualTo(Map.of(1L, "a", 2L, "b"));
    }

    @Test
    void theLastRecordOfAKeyWinsWithinAChunkAndOverChunks() {
        land(
                payload(put(1, "first"), put(2, "x"), put(1, "second")),
                payload(put(2, "y"), put(3, "p")),
                payload(put(2, "z")));
        assertThat(words()).isEqualTo(Map.of(1L, "second", 2L, "z", 3L, "p"));
    }

    @Test
    void theLastPartitionInSourceOrderWinsWhicheverIsWrittenFirst() {
        try (Landing landing = new Landing(plan("p0", "p1", "p2"))) {
            landing.write("p2", payload(put(1, "late")))
                    .write("p0", payload(put(1, "early"), put(2, "early")), payload(put(3, "early")))
                    .write("p1", payload(put(2, "middle"), delete(3)));
            landing.publish();
        }
        assertThat(words()).isEqualTo(Map.of(1L, "late", 2L, "middle"));
    }

    @Test
    void theLastRecordWinsOverARestart() {
        StreamPlan plan = plan("p0");
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(payload(put(1, "a"), put(2, "b"), put(3, "c")), DestinationSuite::noRejects);
                writer.commit(checkpoint(1, 3));
                writer.write(payload(put(1, "never committed")), DestinationSuite::noRejects);
            }
            try (PartitionWriter writer = target.open(plan.partition("p0"), 2)) {
                writer.write(payload(put(2, "B"), delete(3)), DestinationSuite::noRejects);
                writer.finish(end(2, 5));
            }
            target.publish(2);
            target.forget();
        }
        assertThat(words()).isEqualTo(Map.of(1L, "a", 2L, "B"));
    }

    @Test
    void deletionsDeleteAndTheirFieldIsNotLanded() {
        land(payload(put(1, "a"), put(2, "b"), row(3L, "c", false)));
        land(payload(delete(2), delete(99), put(4, "d"), delete(4), delete(5), put(5, "e")));
        assertThat(words()).isEqualTo(Map.of(1L, "a", 3L, "c", 5L, "e"));
        assertThat(readTarget(table).get(0)).doesNotContainKey("gone");
    }

    @Test
    void nothingIsChangedBeforePublish() {
        land(payload(put(1, "a"), put(2, "b")));
        try (Landing landing = new Landing(plan("p0"))) {
            landing.write("p0", payload(put(1, "A"), delete(2), put(3, "C")));
            assertThat(words()).isEqualTo(Map.of(1L, "a", 2L, "b"));
            landing.publish();
        }
        assertThat(words()).isEqualTo(Map.of(1L, "A", 3L, "C"));
    }

    @Test
    void readersSeeTheOldRowsOrTheNewOnesAndNeverAHalf() {
        land(planOf(NUMBERS, ModeOptions.NONE, "p0"), numbers(1, 2000));
        try (Landing landing = new Landing(planOf(NUMBERS, ModeOptions.NONE, "p0"))) {
            landing.write("p0", numbers(1001, 3000));
            assertReadersSeeOnly(range(1, 2000), range(1, 3000), () -> numbersIn(table), landing::publish);
        }
    }

    @Test
    void publishingAgainChangesNothing() {
        StreamPlan plan = plan("p0");
        try (Landing landing = new Landing(plan)) {
            landing.write("p0", payload(put(1, "a"), put(2, "b")));
            landing.target.publish(1);
        }
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(plan)) {
            target.publish(2);
            target.forget();
        }
        assertThat(words()).isEqualTo(Map.of(1L, "a", 2L, "b"));
    }

    @Test
    void aRecordWithANullInItsKeyIsRejectedAndItsNeighboursLand() {
        StreamPlan plan = plan("p0");
        List<RejectedRecord> reported = new ArrayList<>();
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                writer.write(payload(put(1, "a"), row(null, "b", null), put(3, "c")), reported::add);
                writer.finish(new Checkpoint(1, 3, 2, 1, "{}", true));
            }
            target.publish(1);
        }
        assertThat(words()).isEqualTo(Map.of(1L, "a", 3L, "c"));
        assertThat(reported).singleElement().satisfies(record -> {
            assertThat(record.code()).isEqualTo("KEY_NULL");
            assertThat(record.place()).isEqualTo("rows:2");
        });
        assertThat(readRejects(table)).isEqualTo(reported);
    }

    @Test
    void severalFieldsMakeAKey() {
        key = List.of("n", "word");
        land(payload(put(1, "a"), put(1, "b")));
        land(payload(put(1, "b"), put(2, "a"), row(1L, "a", true)));
        assertThat(readTarget(table))
                .containsExactlyInAnyOrder(Map.of("n", 1L, "word", "b"), Map.of("n", 2L, "word", "a"));
    }

    @Test
    void fieldsThatAStreamDoesNotHaveKeepTheirValues() {
        RowSchema wide = RowSchema.of(Field.required("n", Primitive.INT64), Field.of("extra", Primitive.STRING));
        land(payload(put(1, "a"), put(2, "b")));
        land(planOf(wide, ModeOptions.NONE, "p0"), payload(wide, row(2L, "new"), row(3L, "more")));
        assertThat(words()).containsEntry(1L, "a").containsEntry(2L, "b").containsEntry(3L, null);
        assertThat(readTarget(table))
                .anySatisfy(row -> assertThat(row).containsEntry("n", 2L).containsEntry("extra", "new"));
    }

    @Test
    void anyMixOfRecordsEndsWithTheLastOfEachKey() {
        Random random = new Random(7);
        Map<Long, String> expected = new TreeMap<>();
        for (int instance = 0; instance < 3; instance++) {
            try (Landing landing = new Landing(plan("p0", "p1"))) {
                List<List<List<@Nullable Object>>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
                for (List<List<@Nullable Object>> rows : partitions) {
                    for (int i = 0; i < 60; i++) {
                        long n = random.nextInt(25);
                        boolean gone = random.nextInt(4) == 0;
                        String word = "w" + random.nextInt(1000);
                        rows.add(gone ? delete(n) : put(n, word));
                        expected.compute(n, (any, before) -> gone ? null : word);
                    }
                }
                landing.write("p1", payload(partitions.get(1).toArray(List<?>[]::new)));
                landing.write("p0", payload(partitions.get(0).toArray(List<?>[]::new)));
                landing.publish();
            }
            assertThat(words()).as("after instance %d", instance).isEqualTo(expected);
        }
    }
}
