package io.headgate.api.destination;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Widening;
import io.headgate.api.destination.SchemaDifference.Kind;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares and evolves targets whose columns have the types of this program, as files and tables in memory do. A destination with
 * types of its own compares by those.
 */
public final class SchemaComparison {

    private SchemaComparison() {}

    /**
     * What {@link IDataDestination#compare} tells. Names are compared to the letter.
     *
     * @param target columns that are there; null if there is no target yet
     */
    public static List<SchemaDifference> compare(StreamPlan plan, @Nullable RowSchema target) {
        return target == null ? List.of() : differences(plan.target(), target);
    }

    private static List<SchemaDifference> differences(RowSchema landing, RowSchema target) {
        List<SchemaDifference> differences = new ArrayList<>();
        for (Field field : landing.fields()) {
            int index = target.indexOf(field.name());
            if (index < 0) {
                differences.add(new SchemaDifference(
                        Kind.NEW_FIELD, field.name(), field.type().text(), "", "the target has no such column"));
            } else {
                compare(field, target.field(index).type(), differences);
            }
        }
        for (Field column : target.fields()) {
            if (landing.indexOf(column.name()) < 0) {
                differences.add(new SchemaDifference(
                        Kind.NO_FIELD, column.name(), "", column.type().text(), "the stream has no such field"));
            }
        }
        return differences;
    }

    private static void compare(Field field, DataType column, List<SchemaDifference> differences) {
        DataType common = Widening.common(column, field.type());
        if (common == null) {
            differences.add(difference(Kind.UNFIT, field, column, "the column cannot hold the field"));
        } else if (!common.equals(column)) {
            differences.add(difference(
                    Kind.WIDER_FIELD, field, column, "the column is narrower; " + common.text() + " would hold both"));
        }
    }

    private static SchemaDifference difference(Kind kind, Field field, DataType column, String what) {
        return new SchemaDifference(kind, field.name(), field.type().text(), column.text(), what);
    }

    /**
     * The columns that the target has after {@link IDataDestination#prepare}: those that it had in their order, widened where they
     * have to be and may be, then those that are new. Repeating it changes nothing.
     *
     * @param target as for {@link #compare}
     * @throws HeadgateException {@code TARGET_MISMATCH} if the target cannot hold what is to land
     */
    public static RowSchema prepared(StreamPlan plan, @Nullable RowSchema target) {
        if (target == null) {
            return new RowSchema(plan.target().fields(), List.of());
        }
        refuseUnfit(plan, target);
        return plan.schemaMode().mayAlter() ? evolved(plan.target(), target) : target;
    }

    private static void refuseUnfit(StreamPlan plan, RowSchema target) {
        List<SchemaDifference> unfit = compare(plan, target).stream()
                .filter(difference -> difference.kind() == Kind.UNFIT
                        || (difference.kind() == Kind.NEW_FIELD
                                && !plan.schemaMode().mayAlter()))
                .toList();
        if (!unfit.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    "Table '" + plan.table() + "' cannot hold the stream '" + plan.stream() + "':\n"
                            + String.join("\n", SchemaDifference.table(unfit)));
        }
    }

    private static RowSchema evolved(RowSchema landing, RowSchema target) {
        List<Field> fields = new ArrayList<>();
        for (Field column : target.fields()) {
            int index = landing.indexOf(column.name());
            fields.add(index < 0 ? nullable(column) : widened(column, landing.field(index)));
        }
        landing.fields().stream()
                .filter(field -> target.indexOf(field.name()) < 0)
                .map(SchemaComparison::nullable)
                .forEach(fields::add);
        return new RowSchema(fields, List.of());
    }

    private static Field widened(Field column, Field field) {
        DataType common = Objects.requireNonNull(Widening.common(column.type(), field.type()));
        return new Field(column.name(), common, column.nullable() || field.nullable());
    }

    private static Field nullable(Field field) {
        return Field.of(field.name(), field.type());
    }
}
