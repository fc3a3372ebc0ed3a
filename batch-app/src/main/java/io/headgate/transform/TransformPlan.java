package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.Column;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import io.headgate.state.LandedRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The transforms and rules of one stream, planned against its schema. Immutable; any thread. */
public final class TransformPlan {

    /** The field that tells a destination to delete the record with the same key instead of writing this one. */
    public static final String DELETE_FIELD = "_headgate_delete";

    /** Names the map function of a flow as a step. */
    public static final String MAP = "map";

    /** Names the rules as a step. */
    public static final String RULES = "rules";

    /** Names the step that leaves out what the target has no column for. */
    public static final String COLUMNS = "columns";

    private static final String ENTRY = "headgate.entry";

    private final RowSchema input;
    private final RowSchema transformed;
    private final RowSchema output;
    private final RowSchema landed;
    private final SchemaMode mode;
    private final List<PlannedStep> steps;
    private final List<PlannedRule> rules;
    private final StreamChecks checks;

    private TransformPlan(
            RowSchema input,
            RowSchema transformed,
            RowSchema output,
            RowSchema landed,
            SchemaMode mode,
            List<PlannedStep> steps,
            List<PlannedRule> rules,
            StreamChecks checks) {
        this.input = input;
        this.transformed = transformed;
        this.output = output;
        this.landed = landed;
        this.mode = mode;
        this.steps = steps;
        this.rules = rules;
        this.checks = checks;
    }

    /**
     * Plans a stream.
     *
     * @throws ConfigException with every mistake of the first step that has one, or of all rules; keys are those of {@code
     *     [flows.stream.NAME]}
     */
    static TransformPlan of(StreamTransforms options, RowSchema input, TransformPlanner planner) {
        List<PlannedStep> steps = new ArrayList<>();
        RowSchema schema = input;
        if (!options.shortCasts().isEmpty()) {
            schema = add(steps, "casts", TransformPlanner.cast(options.shortCasts(), options::pathOfShortCast, schema));
        }
        for (int i = 0; i < options.transforms().size(); i++) {
            try {
                schema = add(
                        steps,
                        "transforms[" + i + "]",
                        planner.plan(options.transforms().get(i), schema));
            } catch (ConfigException e) {
                throw new ConfigException(Shorthand.under("transforms[" + i + "]", e, null));
            }
        }
        if (options.deleteWhen() != null) {
            schema = add(steps, "delete_when", TransformPlanner.deletion(options.deleteWhen(), DELETE_FIELD, schema));
        }
        List<ConfigProblem> problems = new ArrayList<>(new StreamChecks(options.checks()).problems(schema));
        List<PlannedRule> rules = List.of();
        try {
            rules = new RulePlanner(schema).plan(options.rules());
        } catch (ConfigException e) {
            problems.addAll(0, e.problems());
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new TransformPlan(
                input, schema, schema, schema, SchemaMode.EVOLVE, steps, rules, new StreamChecks(options.checks()));
    }

    /**
     * The plan with other names in the target.
     *
     * @throws ConfigException if two fields get the same name
     */
    TransformPlan named(ColumnNames names) {
        RowSchema named = names.of(transformed);
        return new TransformPlan(input, transformed, named, named, SchemaMode.EVOLVE, steps, rules, checks);
    }

    /**
     * The plan for a target that has no columns for some of the fields.
     *
     * @param fields those of {@link #output} that land
     * @param schemaMode what becomes of the others
     */
    public TransformPlan landing(RowSchema fields, SchemaMode schemaMode) {
        return new TransformPlan(input, transformed, output, fields, schemaMode, steps, rules, checks);
    }

    private static RowSchema add(List<PlannedStep> steps, String name, PlannedStep step) {
        steps.add(step.named(name));
        return step.output();
    }

    /** Of what the source delivers. */
    public RowSchema input() {
        return input;
    }

    /** Of what comes out of it, by the names that the fields have in the target. */
    public RowSchema output() {
        return output;
    }

    /**
     * What a step is given: {@link RejectedRecord#SOURCE}, a step's name, {@link #MAP}, {@link #RULES}, {@link #COLUMNS} or {@link
     * RejectedRecord#DESTINATION}; null if there is no such step.
     */
    public @Nullable RowSchema schemaAt(String step) {
        int index = entry(step);
        if (index < 0) {
            return null;
        }
        if (step.equals(RejectedRecord.DESTINATION)) {
            return output;
        }
        return index == 0 ? input : steps.get(index - 1).output();
    }

    /** The number of the first transform that a record from this step passes; -1 if there is no such step. */
    int entry(String step) {
        if (step.equals(RejectedRecord.SOURCE)) {
            return 0;
        }
        if (step.equals(MAP) || isBehindMap(step)) {
            return steps.size();
        }
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).name().equals(step)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a record from this step has passed the map function already. It passes the rules in any case. */
    public static boolean isBehindMap(String step) {
        return step.equals(RULES) || step.equals(COLUMNS) || step.equals(RejectedRecord.DESTINATION);
    }

    /** The records of a payload as the rules know them: what a destination has rejected has its names in the target. */
    RowBatch beforeNaming(DataSourcePayload payload) {
        RowBatch batch = payload.data();
        if (!entryOf(payload).equals(RejectedRecord.DESTINATION)) {
            return batch;
        }
        Column[] columns = new Column[transformed.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = batch.column(i);
        }
        return batch.withColumns(transformed, columns);
    }

    /** A payload whose records are to begin at a step instead of the first. */
    public static Map<String, Object> entryMetadata(String step) {
        return Map.of(ENTRY, step);
    }

    /** Where the records of a payload begin. */
    public static String entryOf(DataSourcePayload payload) {
        return payload.metadata().get(ENTRY) instanceof String step ? step : RejectedRecord.SOURCE;
    }

    /** Whether records leave as they came. */
    public boolean isEmpty() {
        return steps.isEmpty() && rules.isEmpty() && landed.equals(transformed);
    }

    /** The last step before records land, or null if nothing is left to do. */
    @Nullable
    LandedColumns lastStep(Map<String, Long> warnings) {
        return landed.equals(transformed) ? null : new LandedColumns(output, landed, mode, warnings);
    }

    boolean leavesOut() {
        return mode == SchemaMode.DISCARD_COLUMNS && landed.size() < output.size();
    }

    List<PlannedStep> steps() {
        return steps;
    }

    List<PlannedRule> rules() {
        return rules;
    }

    /**
     * Keeps in mind what checks and reconciliation want to know of the records of one partition that land.
     *
     * @param summed names of the fields whose checksum is wanted; null for none
     * @param before what was kept in mind at the checkpoint that the partition goes on from; empty at the beginning
     */
    public LandedRecords landed(@Nullable List<String> summed, StreamState before) {
        return LandedFacts.open(checks, landed, this::landedPlace, summed, before);
    }

    private int landedPlace(String column) {
        String name = output.field(transformed.indexOf(column)).name();
        int place = landed.indexOf(name);
        if (place < 0) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "a check looks at column '" + column + "', which does not land: the target has no column '" + name
                            + "'. Remove the check, or add the column");
        }
        return place;
    }

    /**
     * Opens the plan for one partition.
     *
     * @param state what {@link TransformSession#state} was at the checkpoint that the partition goes on from; empty at the beginning
     * @param checkpoint its sequence number
     * @param keys file for the keys of {@code unique} rules; null to keep them in memory, for a look only
     */
    public TransformSession open(StreamState state, long checkpoint, @Nullable Path keys) {
        return new TransformSession(this, state, checkpoint, keys);
    }
}
