package io.headgate.testkit.reference;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Widening;
import io.headgate.api.destination.SchemaComparison;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SchemaDifference.Kind;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StreamPlan;
import io.headgate.testkit.reference.ReferenceStore.Content;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a table, and how they change. */
final class ReferenceColumns {

    private ReferenceColumns() {}

    static @Nullable RowSchema of(Content content, String table) {
        LinkedHashMap<String, String> columns = content.columns.get(table);
        if (columns == null) {
            return null;
        }
        List<Field> fields = new ArrayList<>();
        columns.forEach((name, type) -> fields.add(Field.of(name, DataType.parse(type))));
        return new RowSchema(fields, List.of());
    }

    static List<SchemaDifference> compare(Content content, StreamPlan plan, DestinationFlaw flaw) {
        if (flaw == DestinationFlaw.TELLS_NO_DIFFERENCE) {
            return List.of();
        }
        List<SchemaDifference> differences = SchemaComparison.compare(plan, of(content, plan.table()));
        if (flaw == DestinationFlaw.CHANGES_WHAT_IT_COMPARES) {
            prepare(content, plan, flaw);
        }
        return differences;
    }

    static void prepare(Content content, StreamPlan plan, DestinationFlaw flaw) {
        LinkedHashMap<String, String> columns = new LinkedHashMap<>();
        next(plan, of(content, plan.table()), flaw)
                .fields()
                .forEach(field -> columns.put(field.name(), field.type().text()));
        content.columns.put(plan.table(), columns);
        List<Map<String, @Nullable Object>> rows = content.rows.getOrDefault(plan.table(), new ArrayList<>());
        rows.forEach(row -> convert(content, plan.table(), row));
        if (flaw == DestinationFlaw.DROPS_VANISHED_COLUMNS) {
            rows.forEach(row -> row.keySet().retainAll(columns.keySet()));
        }
    }

    private static RowSchema next(StreamPlan plan, @Nullable RowSchema known, DestinationFlaw flaw) {
        if (known == null) {
            return plan.target();
        }
        return switch (flaw) {
            case DROPS_NEW_FIELDS -> known;
            case ALTERS_IN_EVERY_MODE -> SchemaComparison.prepared(plan.withSchemaMode(SchemaMode.EVOLVE), known);
            case TAKES_AN_UNFIT_FIELD -> isUnfit(plan, known) ? known : SchemaComparison.prepared(plan, known);
            case WIDENS_NOTHING -> withTypesOf(known, SchemaComparison.prepared(plan, known));
            case DROPS_VANISHED_COLUMNS -> plan.target();
            default -> SchemaComparison.prepared(plan, known);
        };
    }

    private static boolean isUnfit(StreamPlan plan, RowSchema known) {
        return SchemaComparison.compare(plan, known).stream().anyMatch(difference -> difference.kind() == Kind.UNFIT);
    }

    private static RowSchema withTypesOf(RowSchema known, RowSchema next) {
        List<Field> fields = new ArrayList<>(known.fields());
        next.fields().stream().filter(field -> known.indexOf(field.name()) < 0).forEach(fields::add);
        return new RowSchema(fields, List.of());
    }

    /** Values as the columns of the table have them; columns that a row lacks are null, those that the table lacks are gone. */
    static void convert(Content content, String table, Map<String, @Nullable Object> row) {
        RowSchema columns = of(content, table);
        if (columns != null) {
            columns.fields()
                    .forEach(column -> row.compute(
                            column.name(), (name, value) -> value == null ? null : converted(value, column.type())));
        }
    }

    private static Object converted(Object value, DataType type) {
        if (!(value instanceof Number number)) {
            return value;
        }
        if (type == Primitive.INT32) {
            return number.intValue();
        }
        boolean exact = !(value instanceof Double || value instanceof Float || value instanceof BigDecimal);
        return type instanceof DataType.Decimal decimal && (exact || ((BigDecimal) value).scale() <= decimal.scale())
                        || type == Primitive.FLOAT64
                        || exact
                ? Widening.convert(value, type)
                : value;
    }
}
