package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.load;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statements that a plan shows, executed by hand, make what prepare makes. */
abstract class OutlineTests {

    private static final RowSchema DATED = RowSchema.of(
            Field.required("id", Primitive.INT64), Field.of("name", Primitive.STRING), Field.of("day", Primitive.DATE));

    /** Empties the database of the class if it is not a new one. */
    abstract TestDatabase newDatabase();

    private static StreamPlan planOf(WriteMode mode) {
        return plan(mode, "orders", DATED, ModeOptions.NONE);
    }

    private static List<String> outline(IDataDestination destination, StreamPlan plan) {
        return ((SetupOutline) destination).setup(plan);
    }

    @ParameterizedTest
    @EnumSource
    void theStatementsOfAPlanMakeWhatPrepareMakes(WriteMode mode) {
        StreamPlan plan = planOf(mode);
        List<String> prepared;
        TestDatabase one = newDatabase();
        try (IDataDestination destination = one.destination()) {
            destination.prepare(plan).close();
            prepared = shape(one);
        }
        TestDatabase other = newDatabase();
        try (IDataDestination destination = other.destination()) {
            List<String> statements = outline(destination, plan);
            assertThat(shape(other)).as("looking changes nothing").isEmpty();
            statements.forEach(statement -> other.execute(
                    statement.replace("<instance>", plan.instance().toString().replace("-", ""))));
            assertThat(shape(other)).isEqualTo(prepared).hasSizeGreaterThan(20);
        }
    }

    @Test
    void aPlanShowsTheColumnThatATableLacksAndNothingElse() {
        TestDatabase database = newDatabase();
        try (IDataDestination destination = database.destination()) {
            load(destination, plan("orders", ID_NAME), ids(0, 3));
            assertThat(outline(destination, plan("orders", ID_NAME))).isEmpty();
            assertThat(outline(destination, planOf(WriteMode.APPEND)))
                    .singleElement()
                    .asString()
                    .startsWithIgnoringCase("ALTER TABLE")
                    .contains("\"day\"");
        }
    }

    /** All columns of all tables, and what is unique. */
    private static List<String> shape(TestDatabase database) {
        String schema = "TABLE_SCHEMA = '" + database.schema() + "'";
        return database
                .column("SELECT TABLE_NAME || '.' || COLUMN_NAME || ' ' || DATA_TYPE || ' ' || IS_NULLABLE"
                        + " FROM INFORMATION_SCHEMA.COLUMNS WHERE " + schema + " UNION ALL "
                        + (database.isPostgres()
                                ? "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
                                : "SELECT TABLE_NAME || ' ' || INDEX_TYPE_NAME || ' ' || COUNT(*)"
                                        + " FROM INFORMATION_SCHEMA.INDEXES WHERE " + schema
                                        + " GROUP BY TABLE_NAME, INDEX_TYPE_NAME"))
                .stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }
}
