package io.headgate.step;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SchemaDifference.Kind;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides, before a record moves, what of a stream lands in a target that has other columns. */
public final class SchemaDecision {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaDecision.class);

    private final StreamPlan plan;
    private final List<SchemaDifference> differences;

    private SchemaDecision(StreamPlan plan, List<SchemaDifference> differences) {
        this.plan = plan;
        this.differences = differences;
    }

    /**
     * The fields that land.
     *
     * @param plan with all fields of the stream
     * @param differences as the destination names them
     * @throws HeadgateException {@code TARGET_MISMATCH} with the differences as a table
     */
    public static RowSchema landed(StreamPlan plan, List<SchemaDifference> differences) {
        return new SchemaDecision(plan, differences).landed();
    }

    private RowSchema landed() {
        List<SchemaDifference> unfit = of(Kind.UNFIT);
        if (!unfit.isEmpty()) {
            throw mismatch(
                    "cannot land in",
                    unfit,
                    "Alter the columns, cast the fields in a transform, or land in another table.");
        }
        SchemaMode mode = plan.schemaMode();
        if (mode == SchemaMode.STRICT && !differences.isEmpty()) {
            throw mismatch(
                    "differs from its target",
                    differences,
                    "schema = \"strict\" takes no difference: bring them together, or choose \"evolve\","
                            + " \"discard_columns\" or \"discard_rows\".");
        }
        if (mode == SchemaMode.EVOLVE) {
            tell("Stream {}: table {} changes to hold it:{}", Kind.NEW_FIELD, Kind.WIDER_FIELD);
        }
        tell(
                "Stream {}: table {} has columns that the stream has not; they stay, and are null in new rows:{}",
                Kind.NO_FIELD);
        return mode == SchemaMode.DISCARD_COLUMNS || mode == SchemaMode.DISCARD_ROWS ? known() : plan.schema();
    }

    private List<SchemaDifference> of(Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return differences.stream()
                .filter(difference -> wanted.contains(difference.kind()))
                .toList();
    }

    private void tell(String sentence, Kind... kinds) {
        List<SchemaDifference> told = of(kinds);
        if (!told.isEmpty()) {
            LOG.info(sentence, plan.stream(), plan.table(), lines(told));
        }
    }

    private static String lines(List<SchemaDifference> differences) {
        return SchemaDifference.table(differences).stream().collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private RowSchema known() {
        List<SchemaDifference> unknown = of(Kind.NEW_FIELD);
        Set<String> names = unknown.stream().map(SchemaDifference::column).collect(Collectors.toSet());
        List<SchemaDifference> needed = unknown.stream()
                .filter(difference -> needed().contains(difference.column()))
                .toList();
        List<Field> landed = plan.schema().fields().stream()
                .filter(field -> !names.contains(field.name()))
                .toList();
        boolean nothingIsLeft = plan.landed().fields().stream().allMatch(field -> names.contains(field.name()));
        if (!needed.isEmpty() || nothingIsLeft) {
            throw mismatch(
                    "cannot land in",
                    nothingIsLeft ? unknown : needed,
                    "schema = \"" + plan.schemaMode().name().toLowerCase(Locale.ROOT)
                            + "\" adds no columns, and without these the stream cannot land. Add them, or choose"
                            + " \"evolve\".");
        }
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "Stream {}: table {} has no columns for these fields:{}",
                    plan.stream(),
                    plan.table(),
                    lines(unknown));
        }
        List<String> key = plan.schema().primaryKey().stream().noneMatch(names::contains)
                ? plan.schema().primaryKey()
                : List.of();
        return new RowSchema(landed, key);
    }

    /** Columns that the write mode cannot do without. */
    private List<String> needed() {
        List<String> needed = new ArrayList<>(plan.key());
        ModeOptions.Scd2 scd2 = plan.options().scd2();
        needed.addAll(scd2.tracked());
        if (scd2.effective() != null) {
            needed.add(scd2.effective());
        }
        plan.target().names().stream()
                .filter(name -> plan.schema().indexOf(name) < 0)
                .forEach(needed::add);
        return needed;
    }

    private HeadgateException mismatch(String relation, List<SchemaDifference> shown, String advice) {
        return new HeadgateException(
                CommonErrorCode.TARGET_MISMATCH,
                "Stream '" + plan.stream() + "' " + relation + " table '" + plan.table() + "'; nothing was moved:"
                        + lines(shown) + "\n" + advice);
    }
}
