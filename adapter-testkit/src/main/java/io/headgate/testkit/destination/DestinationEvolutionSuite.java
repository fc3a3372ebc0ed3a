package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SchemaDifference.Kind;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A target whose columns differ from the stream: {@link IDataDestination#compare} tells, {@link IDataDestination#prepare} adds and
 * widens with {@link SchemaMode#EVOLVE} and leaves the target alone with the other modes. No value of old or new rows changes.
 */
public abstract class DestinationEvolutionSuite extends DestinationSuite {

    private static final RowSchema ONE = RowSchema.of(field("n", Primitive.INT64));
    private static final RowSchema NARROW = RowSchema.of(field("n", Primitive.INT64), field("v", Primitive.INT32));
    private static final RowSchema WIDE = RowSchema.of(field("n", Primitive.INT64), field("v", Primitive.INT64));

    /** The modes that the destination has. */
    protected Set<WriteMode> modes() {
        return EnumSet.allOf(WriteMode.class);
    }

    private static Field field(String name, DataType type) {
        return Field.of(name, type);
    }

    private StreamPlan planOf(WriteMode mode, RowSchema schema) {
        return new StreamPlan(
                "flow",
                UUID.randomUUID(),
                Instant.now(),
                "stream",
                table,
                schema,
                mode,
                mode.hasKey() ? List.of("n") : List.of(),
                List.of("p0"),
                ModeOptions.NONE);
    }

    private StreamPlan planOf(RowSchema schema) {
        return planOf(WriteMode.APPEND, schema);
    }

    private static DataSourcePayload rows(RowSchema schema, List<?>... rows) {
        return DestinationModeSuite.payload(schema, rows);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return DestinationModeSuite.row(values);
    }

    private void land(RowSchema schema, List<?>... rows) {
        land(planOf(schema), rows(schema, rows));
    }

    private List<SchemaDifference> compare(StreamPlan plan) {
        try (IDataDestination destination = createDestination()) {
            return destination.compare(plan);
        }
    }

    private void prepare(StreamPlan plan) {
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(plan)) {
            target.forget();
        }
    }

    private List<String> kinds(StreamPlan plan) {
        return compare(plan).stream()
                .map(difference -> difference.kind() + " " + difference.column())
                .toList();
    }

    /** Values of a column by {@code n}. */
    private Map<Long, @Nullable Object> column(String name) {
        Map<Long, @Nullable Object> values = new HashMap<>();
        readTarget(table)
                .forEach(row -> values.put(((Number) Objects.requireNonNull(row.get("n"))).longValue(), row.get(name)));
        return values;
    }

    private void assertValue(long n, String name, Object expected) {
        Object actual = Objects.requireNonNull(column(name).get(n), name + " of " + n);
        if (expected instanceof BigDecimal) {
            assertThat(new BigDecimal(actual.toString())).isEqualByComparingTo((BigDecimal) expected);
        } else {
            assertThat(actual).as("%s of %s", name, n).isEqualTo(expected);
        }
    }

    @Test
    void aTargetThatIsNotThereOrAgreesHasNoDifferences() {
        assertThat(compare(planOf(NUMBERS))).isEmpty();
        land(planOf(NUMBERS), numbers(1, 3));
        assertThat(compare(planOf(NUMBERS))).isEmpty();
        assertThat(compare(planOf(NUMBERS).withSchemaMode(SchemaMode.STRICT))).isEmpty();
    }

    @Test
    void aTargetThatIsNotThereIsToldFromOneThatAgrees() {
        assertThat(hasTarget(planOf(NUMBERS))).isFalse();
        land(planOf(NUMBERS), numbers(1, 3));
        for (SchemaMode mode : SchemaMode.values()) {
            assertThat(hasTarget(planOf(NUMBERS).withSchemaMode(mode)))
                    .as(mode.name())
                    .isTrue();
        }
        assertThat(compare(planOf(NUMBERS))).as("it was only looked at").isEmpty();
    }

    private boolean hasTarget(StreamPlan plan) {
        try (IDataDestination destination = createDestination()) {
            return destination.hasTarget(plan);
        }
    }

    @ParameterizedTest
    @MethodSource("io.headgate.testkit.destination.TypeSamples#all")
    void aTargetMadeForATypeAgreesWithIt(TypeSamples.Sample sample) {
        RowSchema schema = RowSchema.of(field("n", Primitive.INT64), field("v", sample.type()));
        assumeTrue(!unsupportedTypes().contains(sample.type()), "the destination refuses the type");
        prepare(planOf(schema));
        assertThat(compare(planOf(schema))).isEmpty();
    }

    /** Types that the destination refuses in {@code prepare}. */
    protected Set<DataType> unsupportedTypes() {
        return Set.of();
    }

    @Test
    void everyDifferenceIsNamedWithItsTypesAndLookingChangesNothing() {
        land(NARROW, row(1L, 7));
        RowSchema other = RowSchema.of(field("n", Primitive.INT64), field("extra", Primitive.STRING));
        for (int look = 0; look < 2; look++) {
            assertThat(compare(planOf(other)))
                    .satisfiesExactly(
                            added -> {
                                assertThat(added.kind()).isEqualTo(Kind.NEW_FIELD);
                                assertThat(added.column()).isEqualTo("extra");
                                assertThat(added.source()).isEqualTo("string");
                                assertThat(added.target()).isEmpty();
                            },
                            vanished -> {
                                assertThat(vanished.kind()).isEqualTo(Kind.NO_FIELD);
                                assertThat(vanished.column()).isEqualTo("v");
                                assertThat(vanished.source()).isEmpty();
                                assertThat(vanished.target()).isNotEmpty();
                            });
        }
        assertThat(kinds(planOf(WIDE))).containsExactly("WIDER_FIELD v");
    }

    @Test
    void aNewFieldBecomesAColumnThatIsNullInOldRows() {
        land(NARROW, row(1L, 7));
        RowSchema more = RowSchema.of(
                field("extra", Primitive.STRING),
                field("n", Primitive.INT64),
                field("v", Primitive.INT32),
                field("day", Primitive.DATE));
        land(more, row("new", 2L, 8, null));
        assertThat(compare(planOf(more))).isEmpty();
        assertThat(column("v")).isEqualTo(Map.of(1L, 7, 2L, 8));
        assertValue(2, "extra", "new");
        assertThat(column("extra").get(1L)).isNull();
    }

    @Test
    void aColumnThatVanishesStaysAndIsNullInNewRows() {
        land(NARROW, row(1L, 7));
        land(ONE, row(2L));
        assertValue(1, "v", 7);
        assertThat(column("v")).containsKey(2L).containsEntry(2L, null);
        land(NARROW, row(3L, 9));
        assertValue(1, "v", 7);
        assertValue(3, "v", 9);
    }

    /** A type, one of its values, a wider type with a value that the first cannot have, and what the first value is then. */
    private record Wider(DataType from, Object value, DataType to, Object newValue, Object then) {
        @Override
        public String toString() {
            return from.text() + " to " + to.text();
        }
    }

    static Stream<Object> wider() {
        BigDecimal large = new BigDecimal("12345678901234567890.5");
        return Stream.of(
                new Wider(Primitive.INT32, 7, Primitive.INT64, Long.MAX_VALUE, 7L),
                new Wider(Primitive.INT32, -7, new Decimal(12, 2), new BigDecimal("9999999999.25"), new BigDecimal(-7)),
                new Wider(Primitive.INT64, Long.MIN_VALUE, new Decimal(30, 1), large, new BigDecimal(Long.MIN_VALUE)),
                new Wider(
                        new Decimal(5, 2),
                        new BigDecimal("123.45"),
                        new Decimal(25, 1),
                        large,
                        new BigDecimal("123.45")),
                new Wider(
                        new Decimal(5, 2),
                        new BigDecimal("999.99"),
                        new Decimal(38, 18),
                        new BigDecimal("0.000000000000000001"),
                        new BigDecimal("999.99")),
                new Wider(Primitive.FLOAT32, 1.5f, Primitive.FLOAT64, 1e300, 1.5));
    }

    @ParameterizedTest
    @MethodSource("wider")
    void aTypeIsWidenedAndNoValueChanges(Object pair) {
        Wider types = (Wider) pair;
        RowSchema from = RowSchema.of(field("n", Primitive.INT64), field("v", types.from()));
        RowSchema to = RowSchema.of(field("n", Primitive.INT64), field("v", types.to()));
        land(from, row(1L, types.value()), row(2L, null));
        assertThat(kinds(planOf(to))).containsExactly("WIDER_FIELD v");
        land(to, row(3L, types.newValue()));
        assertThat(compare(planOf(to))).isEmpty();
        assertValue(1, "v", types.then());
        assertThat(column("v")).containsEntry(2L, null);
        assertValue(3, "v", types.newValue());
        // What is narrower than its column needs no change, and lands in it.
        assertThat(compare(planOf(from))).isEmpty();
        land(from, row(4L, types.value()));
        assertValue(4, "v", types.then());
        assertValue(3, "v", types.newValue());
    }

    @Test
    void aFieldThatItsColumnCannotHoldIsRefusedBeforeAnythingChanges() {
        land(NARROW, row(1L, 7));
        RowSchema unfit = RowSchema.of(
                field("n", Primitive.INT64), field("v", Primitive.STRING), field("extra", Primitive.STRING));
        for (SchemaMode mode : SchemaMode.values()) {
            StreamPlan plan = planOf(unfit).withSchemaMode(mode);
            assertThat(kinds(plan)).containsExactly("UNFIT v", "NEW_FIELD extra");
            assertMismatch(plan);
        }
        assertThat(kinds(planOf(unfit))).containsExactly("UNFIT v", "NEW_FIELD extra");
        assertValue(1, "v", 7);
    }

    private void assertMismatch(StreamPlan plan) {
        assertThatThrownBy(() -> prepare(plan))
                .as("%s", plan.schemaMode())
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.TARGET_MISMATCH));
    }

    @ParameterizedTest
    @EnumSource(
            value = SchemaMode.class,
            names = {"STRICT", "DISCARD_COLUMNS", "DISCARD_ROWS"})
    void aTargetIsAlteredInNoModeButEvolve(SchemaMode mode) {
        StreamPlan first = planOf(NARROW).withSchemaMode(mode);
        land(first, rows(NARROW, row(1L, 7)));
        RowSchema more = RowSchema.of(
                field("n", Primitive.INT64), field("v", Primitive.INT32), field("extra", Primitive.STRING));
        assertMismatch(planOf(more).withSchemaMode(mode));
        prepare(planOf(WIDE).withSchemaMode(mode));
        prepare(planOf(ONE).withSchemaMode(mode));
        assertThat(kinds(planOf(more))).containsExactly("NEW_FIELD extra");
        assertThat(kinds(planOf(WIDE))).containsExactly("WIDER_FIELD v");
        land(planOf(NARROW).withSchemaMode(mode), rows(NARROW, row(2L, 8)));
        assertThat(column("v")).isEqualTo(Map.of(1L, 7, 2L, 8));
    }

    @Test
    void preparingAgainChangesNothingMore() {
        land(NARROW, row(1L, 7));
        RowSchema more = RowSchema.of(
                field("n", Primitive.INT64), field("v", Primitive.INT64), field("extra", Primitive.STRING));
        StreamPlan plan = planOf(more);
        try (IDataDestination destination = createDestination()) {
            destination.prepare(plan).close();
            destination.prepare(plan).close();
            assertThat(destination.compare(plan)).isEmpty();
        }
        land(plan, rows(more, row(2L, Long.MAX_VALUE, "new")));
        assertThat(column("v")).isEqualTo(Map.of(1L, 7L, 2L, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @EnumSource(WriteMode.class)
    void aTargetEvolvesInEveryWriteMode(WriteMode mode) {
        assumeTrue(modes().contains(mode), "the destination does not have the mode");
        land(planOf(mode, NARROW), rows(NARROW, row(1L, 7), row(2L, 8)));
        RowSchema more = RowSchema.of(
                field("n", new Decimal(20, 0)), field("v", Primitive.INT64), field("extra", Primitive.STRING));
        StreamPlan next = planOf(mode, more);
        assertThat(kinds(next)).containsExactly("WIDER_FIELD n", "WIDER_FIELD v", "NEW_FIELD extra");
        land(next, rows(more, row(new BigDecimal(2), Long.MAX_VALUE, "new")));
        assertThat(compare(planOf(mode, more))).isEmpty();
        assertThat(readTarget(table))
                .as("rows of the key that both have")
                .hasSize(mode == WriteMode.OVERWRITE ? 1 : mode == WriteMode.MERGE ? 2 : 3)
                .anySatisfy(row -> {
                    assertThat(row).containsEntry("v", Long.MAX_VALUE).containsEntry("extra", "new");
                });
        land(planOf(mode, NARROW), rows(NARROW, row(9L, 9)));
        assertThat(column("extra")).containsEntry(9L, null);
        assertThat(column("v")).containsEntry(9L, 9L);
    }

    @Test
    void anInstanceUnderWayGoesOnWhenAnotherOneHasEvolvedItsTarget() {
        land(NARROW, row(1L, 7));
        StreamPlan underWay = planOf(NARROW);
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.prepare(underWay);
                PartitionWriter writer = target.open(underWay.partition("p0"), 1)) {
            writer.write(rows(NARROW, row(2L, 8)), DestinationSuite::noRejects);
            writer.commit(checkpoint(1, 1));
        }
        RowSchema more = RowSchema.of(
                field("extra", Primitive.STRING), field("n", Primitive.INT64), field("v", Primitive.INT64));
        land(more, row("new", 3L, Long.MAX_VALUE));
        try (IDataDestination destination = createDestination();
                StreamTarget target = destination.attach(underWay)) {
            try (PartitionWriter writer = target.open(underWay.partition("p0"), 2)) {
                long before = recordsUpTo(writer.lastCommitted());
                if (before == 0) {
                    writer.write(rows(NARROW, row(2L, 8)), DestinationSuite::noRejects);
                }
                writer.write(rows(NARROW, row(4L, 9)), DestinationSuite::noRejects);
                writer.finish(end(2, 2));
            }
            target.publish(2);
            target.forget();
        }
        assertThat(column("v"))
                .satisfies(values -> assertThat(values.keySet()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L));
        assertValue(3, "v", Long.MAX_VALUE);
        assertThat(((Number) Objects.requireNonNull(column("v").get(4L))).longValue())
                .isEqualTo(9);
    }
}
