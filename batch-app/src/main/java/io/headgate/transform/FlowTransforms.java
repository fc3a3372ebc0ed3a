package io.headgate.transform;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.transform.IRecordTransformFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The transforms and rules of a flow, by stream. Immutable; any thread.
 */
public final class FlowTransforms {

    private final StreamTransforms all;
    private final Map<String, StreamTransforms> byStream;
    private final TransformPlanner planner;
    private final boolean judged;

    /**
     * @param all for streams without an entry of their own
     * @param byStream streams that go their own way; nothing of {@code all} holds for them
     * @param customs finds a custom transform by its name; throws a ConfigException under {@code name} if there is none
     */
    public FlowTransforms(
            StreamTransforms all,
            Map<String, StreamTransforms> byStream,
            Function<String, IRecordTransformFactory<?>> customs) {
        this(all, Map.copyOf(byStream), new TransformPlanner(customs), true);
    }

    private FlowTransforms(
            StreamTransforms all, Map<String, StreamTransforms> byStream, TransformPlanner planner, boolean judged) {
        this.all = all;
        this.byStream = byStream;
        this.planner = planner;
        this.judged = judged;
    }

    /** The same for a run that has not all of a stream's records, of which its {@link #checks} therefore say nothing. */
    public FlowTransforms unjudged() {
        return new FlowTransforms(all, byStream, planner, false);
    }

    /** Whether nothing is said of any stream, so that there is nothing to hold against their names and fields. */
    public boolean isEmpty() {
        return all.isEmpty() && all.columnNames() != ColumnNames.NORMALISE && byStream.isEmpty();
    }

    public StreamTransforms of(String stream) {
        StreamTransforms own = byStream.get(stream);
        return own == null || (own.isEmpty() && !own.equals(StreamTransforms.NONE)) ? all : own;
    }

    /** What becomes of the target of a stream if its columns differ. */
    public SchemaMode schemaMode(String stream) {
        StreamTransforms own = byStream.getOrDefault(stream, all);
        SchemaMode mode = own.schema() == null ? all.schema() : own.schema();
        return mode == null ? SchemaMode.EVOLVE : mode;
    }

    private ColumnNames columnNames(String stream) {
        StreamTransforms own = byStream.getOrDefault(stream, all);
        ColumnNames names = own.columnNames() == null ? all.columnNames() : own.columnNames();
        return names == null ? ColumnNames.KEEP : names;
    }

    /** What of a stream is compared with what the destination holds. */
    public ReconcileLevel reconcile(String stream) {
        ReconcileLevel own = byStream.getOrDefault(stream, all).reconcile();
        ReconcileLevel level = own == null ? all.reconcile() : own;
        return level == null ? ReconcileLevel.COUNT : level;
    }

    /** The checks of a stream. */
    public StreamChecks checks(String stream) {
        return new StreamChecks(judged ? of(stream).checks() : null);
    }

    /**
     * Plans a stream.
     *
     * @throws ConfigException with what is wrong; keys are relative to the flow: {@code transforms[0].drop[1]} or {@code
     *     stream.NAME.rules[2].column}
     */
    public TransformPlan plan(String stream, RowSchema schema) {
        try {
            return TransformPlan.of(of(stream), schema, planner).named(columnNames(stream));
        } catch (ConfigException e) {
            throw new ConfigException(e.problems().stream()
                    .flatMap(problem ->
                            Shorthand.under(pathOf(stream, problem), new ConfigException(List.of(problem)), null)
                                    .stream())
                    .toList());
        }
    }

    /** Where the user wrote what is wrong: a stream's table may have some of the keys, and the flow the others. */
    private String pathOf(String stream, ConfigProblem problem) {
        StreamTransforms own = byStream.get(stream);
        boolean here = problem.key().equals("column_names")
                ? own != null && own.columnNames() != null
                : own != null && own == of(stream);
        return here ? "stream." + stream : "";
    }

    /**
     * Makes what can be made without a schema: custom transforms.
     *
     * @throws ConfigException with every mistake; keys as of {@link #plan}
     */
    public void check() {
        List<ConfigProblem> problems = new ArrayList<>();
        checkCustoms("", all, problems);
        byStream.forEach((stream, own) -> checkCustoms("stream." + stream, own, problems));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void checkCustoms(String path, StreamTransforms transforms, List<ConfigProblem> problems) {
        for (int i = 0; i < transforms.transforms().size(); i++) {
            TransformOptions.CustomOptions custom =
                    transforms.transforms().get(i).custom();
            try {
                if (custom != null) {
                    planner.make(custom);
                }
            } catch (ConfigException e) {
                problems.addAll(Shorthand.under(Shorthand.join(path, "transforms[" + i + "]"), e, null));
            }
        }
    }

    /** Names of the streams that have an entry of their own. */
    public Set<String> ownStreams() {
        return byStream.keySet();
    }

    /** A few bits of each salt, by key: enough to notice that it was changed, too few to find it by trying. */
    public static Map<String, String> saltChecks(StreamTransforms transforms) {
        Map<String, String> checks = new LinkedHashMap<>();
        for (int i = 0; i < transforms.transforms().size(); i++) {
            TransformOptions.HashOptions hash = transforms.transforms().get(i).hash();
            if (hash != null) {
                checks.put("transforms[" + i + "].hash.salt_check", HashChange.check(hash.salt()));
            }
        }
        return checks;
    }
}
