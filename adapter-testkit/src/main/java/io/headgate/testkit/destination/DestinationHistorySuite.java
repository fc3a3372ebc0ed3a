package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.testkit.destination.HistoryModel.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link WriteMode#SCD2}: every version of a record with the time from and until which it was valid. */
public abstract class DestinationHistorySuite extends DestinationModeSuite {

    private static final RowSchema EVENTS = RowSchema.of(
            Field.of("n", Primitive.INT64),
            Field.of("word", Primitive.STRING),
            Field.of("at", Primitive.TIMESTAMP_TZ),
            Field.of("gone", Primitive.BOOLEAN));
    private static final ModeOptions.Scd2 AT =
            new ModeOptions.Scd2(List.of(), "at", "valid_from", "valid_to", "is_current", "row_hash");
    private static final ModeOptions TIMED = new ModeOptions("gone", AT);

    protected DestinationHistorySuite() {
        super(WriteMode.SCD2);
    }

    @Override
    final List<String> key() {
        return List.of("n");
    }

    @Override
    final RowSchema schema() {
        return EVENTS;
    }

    @Override
    final ModeOptions options() {
        return TIMED;
    }

    private static Instant time(long second) {
        return Instant.ofEpochSecond(1_700_000_000L + second);
    }

    private static List<@Nullable Object> put(long n, String word, long second) {
        return row(n, word, time(second), null);
    }

    private static List<@Nullable Object> delete(long n, long second) {
        return row(n, null, time(second), true);
    }

    private static Version version(long n, String word, long from, @Nullable Long to) {
        return new Version(n, word, from, to);
    }

    private static @Nullable Long second(@Nullable Object time) {
        return time == null ? null : ((Instant) time).getEpochSecond() - 1_700_000_000L;
    }

    /** The versions in the target, sorted; each says rightly whether it is current. */
    private List<Version> versions() {
        List<Version> versions = new ArrayList<>();
        for (Map<String, @Nullable Object> row : readTarget(table)) {
            assertThat(row.get("is_current")).isEqualTo(row.get("valid_to") == null);
            assertThat((String) row.get("row_hash")).matches("[0-9a-f]{32}");
            versions.add(new Version(
                    (Long) Objects.requireNonNull(row.get("n")),
                    (String) row.get("word"),
                    Objects.requireNonNull(second(row.get("valid_from"))),
                    second(row.get("valid_to"))));
        }
        versions.sort(Comparator.comparing(Version::n).thenComparing(Version::from));
        return versions;
    }

    @Test
    void aFirstVersionIsCurrentAndAChangeEndsIt() {
        land(payload(put(1, "a", 10), put(2, "b", 10)));
        assertThat(versions()).containsExactly(version(1, "a", 10, null), version(2, "b", 10, null));
        land(payload(put(1, "A", 20)));
        assertThat(versions())
                .containsExactly(version(1, "a", 10, 20L), version(1, "A", 20, null), version(2, "b", 10, null));
    }

    @Test
    void aRecordThatHasNotChangedAddsNoVersion() {
        land(payload(put(1, "a", 10)));
        land(payload(put(1, "a", 20)), payload(put(1, "a", 30)));
        assertThat(versions()).containsExactly(version(1, "a", 10, null));
    }

    @Test
    void severalVersionsOfOneInstanceStandInTheOrderOfTheirTimes() {
        land(payload(put(1, "c", 30), put(1, "a", 10)), payload(put(1, "b", 20), put(1, "b", 25)));
        assertThat(versions())
                .containsExactly(version(1, "a", 10, 20L), version(1, "b", 20, 30L), version(1, "c", 30, null));
    }

    @Test
    void aLateRecordLandsInItsPlace() {
        land(payload(put(1, "a", 10), put(1, "c", 30)));
        land(payload(put(1, "b", 20)));
        assertThat(versions())
                .containsExactly(version(1, "a", 10, 20L), version(1, "b", 20, 30L), version(1, "c", 30, null));
        land(payload(put(1, "z", 5)));
        assertThat(versions()).startsWith(version(1, "z", 5, 10L), version(1, "a", 10, 20L));
    }

    @Test
    void aLateRecordThatEqualsItsNeighboursJoinsThem() {
        land(payload(put(1, "a", 10), put(1, "b", 20)));
        land(payload(put(1, "a", 15), put(1, "b", 18)));
        assertThat(versions()).containsExactly(version(1, "a", 10, 18L), version(1, "b", 18, null));
    }

    @Test
    void ofRecordsThatBeginAtTheSameTimeTheLastOneCounts() {
        land(payload(put(1, "a", 10), put(1, "b", 10)));
        assertThat(versions()).containsExactly(version(1, "b", 10, null));
        try (Landing landing = new Landing(plan("p0", "p1"))) {
            landing.write("p1", payload(put(1, "d", 10)));
            landing.write("p0", payload(put(1, "c", 10)));
            landing.publish();
        }
        assertThat(versions()).containsExactly(version(1, "d", 10, null));
    }

    @Test
    void aCorrectionThatMakesNeighboursEqualJoinsThem() {
        land(payload(put(1, "a", 10), put(1, "b", 20), put(1, "a", 30)));
        land(payload(put(1, "a", 20)));
        assertThat(versions()).containsExactly(version(1, "a", 10, null));
    }

    @Test
    void aDeletionEndsTheVersionAndALaterRecordBeginsAnew() {
        land(payload(put(1, "a", 10), put(2, "b", 10)));
        land(payload(delete(1, 20), delete(3, 20)));
        assertThat(versions()).containsExactly(version(1, "a", 10, 20L), version(2, "b", 10, null));
        land(payload(put(1, "a", 30)));
        assertThat(versions())
                .containsExactly(version(1, "a", 10, 20L), version(1, "a", 30, null), version(2, "b", 10, null));
        land(payload(put(1, "x", 25)));
        assertThat(versions())
                .startsWith(version(1, "a", 10, 20L), version(1, "x", 25, 30L), version(1, "a", 30, null));
    }

    @Test
    void aLateDeletionEndsTheVersionThatWasThereThen() {
        land(payload(put(1, "a", 10), put(1, "b", 30)));
        land(payload(delete(1, 20)));
        assertThat(versions()).containsExactly(version(1, "a", 10, 20L), version(1, "b", 30, null));
        land(payload(delete(1, 30)));
        assertThat(versions()).containsExactly(version(1, "a", 10, 20L));
    }

    @Test
    void theDeleteFieldIsNotLanded() {
        land(payload(put(1, "a", 10)));
        assertThat(readTarget(table)).singleElement().satisfies(row -> assertThat(row)
                .containsOnlyKeys("n", "word", "at", "valid_from", "valid_to", "is_current", "row_hash"));
    }

    @Test
    void withoutAnEffectiveFieldARunIsTheTime() {
        RowSchema plain = RowSchema.of(Field.required("n", Primitive.INT64), Field.of("word", Primitive.STRING));
        land(planAt(time(10), plain, ModeOptions.NONE, "p0"), payload(plain, row(1L, "x"), row(1L, "a"), row(2L, "b")));
        land(planAt(time(20), plain, ModeOptions.NONE, "p0"), payload(plain, row(1L, "A"), row(2L, "b")));
        assertThat(versions())
                .containsExactly(version(1, "a", 10, 20L), version(1, "A", 20, null), version(2, "b", 10, null));
    }

    @Test
    void onlyTrackedFieldsMakeAVersion() {
        RowSchema wide = RowSchema.of(
                Field.required("n", Primitive.INT64),
                Field.of("word", Primitive.STRING),
                Field.of("noise", Primitive.INT32));
        ModeOptions tracked = new ModeOptions(
                null, new ModeOptions.Scd2(List.of("word"), null, "valid_from", "valid_to", "is_current", "row_hash"));
        land(planAt(time(10), wide, tracked, "p0"), payload(wide, row(1L, "a", 1)));
        land(planAt(time(20), wide, tracked, "p0"), payload(wide, row(1L, "a", 2)));
        assertThat(versions()).containsExactly(version(1, "a", 10, null));
        assertThat(readTarget(table).get(0))
                .as("as it was when the version began")
                .containsEntry("noise", 1);
    }

    @Test
    void datesAndLocalTimesCanBeEffective() {
        assertKeepsTimes(Primitive.DATE, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 2, 28));
        assertKeepsTimes(
                Primitive.TIMESTAMP,
                LocalDateTime.of(2026, 1, 1, 12, 0, 0, 1000),
                LocalDateTime.of(2026, 1, 1, 12, 0, 0, 2000));
    }

    private void assertKeepsTimes(DataType type, Object first, Object second) {
        RowSchema schema = RowSchema.of(
                Field.required("n", Primitive.INT64), Field.of("word", Primitive.STRING), Field.of("at", type));
        StreamPlan plan = new StreamPlan(
                "flow",
                java.util.UUID.randomUUID(),
                Instant.now(),
                "stream",
                table + type.text().toLowerCase(java.util.Locale.ROOT),
                schema,
                WriteMode.SCD2,
                key(),
                List.of("p0"),
                new ModeOptions(null, AT));
        land(plan, payload(schema, row(1L, "b", second), row(1L, "a", first)));
        assertThat(readTarget(plan.table()))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("valid_from", first).containsEntry("valid_to", second))
                .anySatisfy(row ->
                        assertThat(row).containsEntry("valid_from", second).containsEntry("valid_to", null));
    }

    @Test
    void aRecordWithoutKeyOrTimeIsRejectedAndItsNeighboursLand() {
        StreamPlan plan = plan("p0");
        List<RejectedRecord> reported = new ArrayList<>();
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
                DataSourcePayload payload = payload(
                        put(1, "a", 10), row(null, "b", time(10), null), row(3L, "c", null, null), put(4, "d", 10));
                writer.write(payload, reported::add);
                writer.finish(new Checkpoint(1, 4, 2, 2, "{}", true));
            }
            target.publish(1);
        }
        assertThat(versions()).containsExactly(version(1, "a", 10, null), version(4, "d", 10, null));
        assertThat(reported).extracting(RejectedRecord::code).containsExactly("KEY_NULL", "EFFECTIVE_NULL");
        assertThat(readRejects(table)).containsExactlyInAnyOrderElementsOf(reported);
    }

    @Test
    void nothingIsChangedBeforePublishAndPublishingAgainChangesNothing() {
        land(payload(put(1, "a", 10)));
        StreamPlan plan = plan("p0");
        try (Landing landing = new Landing(plan)) {
            landing.write("p0", payload(put(1, "b", 20)));
            assertThat(versions()).containsExactly(version(1, "a", 10, null));
            landing.target.publish(1);
            landing.target.publish(2);
            landing.target.forget();
        }
        assertThat(versions()).containsExactly(version(1, "a", 10, 20L), version(1, "b", 20, null));
    }

    @Test
    void readersSeeTheOldHistoryOrTheNewOneAndNeverAHalf() {
        land(manyAt("a", 10));
        List<Version> before = versions();
        HistoryModel model = new HistoryModel();
        for (String word : List.of("a", "b")) {
            List<Version> records = new ArrayList<>();
            for (long n = 0; n < 500; n++) {
                records.add(version(n, word, word.equals("a") ? 10 : 20, null));
            }
            model.apply(records);
        }
        try (Landing landing = new Landing(plan("p0"))) {
            landing.write("p0", manyAt("b", 20));
            assertReadersSeeOnly(before, model.versions(), this::versions, landing::publish);
        }
    }

    private DataSourcePayload manyAt(String word, long second) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long n = 0; n < 500; n++) {
            rows.add(put(n, word, second));
        }
        return payload(rows.toArray(List<?>[]::new));
    }

    @Test
    void anyMixOfRecordsGivesTheHistoryOfTheModel() {
        Random random = new Random(11);
        HistoryModel model = new HistoryModel();
        for (int instance = 0; instance < 5; instance++) {
            List<Version> inOrder = new ArrayList<>();
            try (Landing landing = new Landing(plan("p0", "p1"))) {
                List<DataSourcePayload> payloads = new ArrayList<>();
                for (int partition = 0; partition < 2; partition++) {
                    List<Version> records = random(random, 40);
                    inOrder.addAll(records);
                    payloads.add(payload(records.stream().map(this::row).toArray(List<?>[]::new)));
                }
                landing.write("p1", payloads.get(1)).write("p0", payloads.get(0));
                landing.publish();
            }
            model.apply(inOrder);
            assertThat(versions()).as("after instance %d", instance).isEqualTo(model.versions());
        }
    }

    private static List<Version> random(Random random, int count) {
        List<Version> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String word = random.nextInt(4) == 0 ? null : "w" + random.nextInt(3);
            records.add(new Version(random.nextInt(6), word, random.nextInt(20), null));
        }
        return records;
    }

    private List<@Nullable Object> row(Version record) {
        String word = record.word();
        return word == null ? delete(record.n(), record.from()) : put(record.n(), word, record.from());
    }
}
