package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The transforms and rules of one partition at work. One thread.
 *
 * <p>Order of calls: for each chunk {@link #transform} and {@link #validate} for each payload, then {@link #endChunk} once, before
 * the chunk is handed to the destination; {@link #state} then belongs into the chunk's checkpoint. {@link #close} at any time.
 */
public final class TransformSession implements AutoCloseable {

    private static final String WINDOW = "window.";
    private static final String WARNINGS = "warnings";

    private final TransformPlan plan;
    private final List<Operator> transforms = new ArrayList<>();
    private final Map<String, DeduplicateOperator> windows = new LinkedHashMap<>();
    private final Map<String, Long> warnings = RuleOperator.noWarnings();
    private final @Nullable RuleOperator rules;
    private final @Nullable LandedColumns lastStep;
    private final @Nullable UniqueKeyStore keys;
    private final boolean warns;

    TransformSession(TransformPlan plan, StreamState state, long checkpoint, @Nullable Path keyFile) {
        this.plan = plan;
        for (PlannedStep step : plan.steps()) {
            Operator operator = step.operator().get();
            if (operator instanceof DeduplicateOperator window) {
                windows.put(WINDOW + windows.size(), window);
            }
            transforms.add(operator);
        }
        List<PlannedRule> uniques =
                plan.rules().stream().filter(PlannedRule::isUnique).toList();
        warns = plan.leavesOut() || plan.rules().stream().anyMatch(rule -> rule.onFailure() == OnFailure.WARN);
        lastStep = plan.lastStep(warnings);
        restore(state);
        keys = uniques.isEmpty() ? null : new UniqueKeyStore(keyFile, uniques.size(), checkpoint);
        List<UniqueKeys> sets = new ArrayList<>();
        for (int i = 0; keys != null && i < uniques.size(); i++) {
            sets.add(keys.rule(i));
        }
        rules = plan.rules().isEmpty() ? null : new RuleOperator(plan.rules(), sets, warnings);
    }

    private void restore(StreamState state) {
        windows.forEach((name, window) -> {
            String kept = state.getString(name);
            if (kept != null) {
                window.restore(kept);
            }
        });
        if (state.values().get(WARNINGS) instanceof Map<?, ?> counts) {
            counts.forEach((rule, count) -> warnings.put(String.valueOf(rule), ((Number) count).longValue()));
        }
    }

    /** A payload after the transforms, or those of them that it has not passed before. */
    public DataSourcePayload transform(DataSourcePayload payload) {
        if (transforms.isEmpty()) {
            return payload;
        }
        List<RejectedRecord> rejected = new ArrayList<>(payload.rejected());
        RowBatch batch = payload.data();
        for (int i = Math.max(0, plan.entry(TransformPlan.entryOf(payload))); i < transforms.size(); i++) {
            batch = apply(transforms.get(i), plan.steps().get(i).name(), batch, rejected);
        }
        return with(payload, batch, rejected);
    }

    /** A payload after the rules, as it lands. */
    public DataSourcePayload validate(DataSourcePayload payload) {
        if (rules == null && lastStep == null) {
            return payload;
        }
        List<RejectedRecord> rejected = new ArrayList<>(payload.rejected());
        RowBatch batch = plan.beforeNaming(payload);
        if (rules != null) {
            batch = apply(rules, TransformPlan.RULES, batch, rejected);
        }
        if (lastStep != null) {
            batch = apply(lastStep, TransformPlan.COLUMNS, batch, rejected);
        }
        return with(payload, batch, rejected);
    }

    private static RowBatch apply(Operator operator, String step, RowBatch batch, List<RejectedRecord> rejected) {
        int before = rejected.size();
        RowBatch applied = operator.apply(batch, rejected);
        for (int i = before; i < rejected.size(); i++) {
            rejected.set(i, rejected.get(i).refusedBy(step));
        }
        return applied;
    }

    private static DataSourcePayload with(DataSourcePayload payload, RowBatch batch, List<RejectedRecord> rejected) {
        return new DataSourcePayload(batch, rejected, payload.metadata(), payload.state(), payload.destinationTable());
    }

    /** Makes durable what has to be so before the chunk is. */
    public void endChunk() {
        if (keys != null) {
            keys.endChunk();
        }
    }

    /** What the next session has to know to go on after the chunk; null if it need know nothing. */
    public @Nullable Map<String, Object> state() {
        if (windows.isEmpty() && !warns) {
            return null;
        }
        Map<String, Object> state = new LinkedHashMap<>();
        windows.forEach((name, window) -> state.put(name, window.state()));
        if (warns) {
            state.put(WARNINGS, new LinkedHashMap<>(warnings));
        }
        return state;
    }

    /** Records that broke a rule of {@code warn}, by what it demands, as a {@link #state} holds them. */
    public static Map<String, Long> warnings(StreamState state) {
        Map<String, Long> counted = new LinkedHashMap<>();
        if (state.values().get(WARNINGS) instanceof Map<?, ?> counts) {
            counts.forEach((rule, count) -> counted.put(String.valueOf(rule), ((Number) count).longValue()));
        }
        return counted;
    }

    @Override
    public void close() {
        if (keys != null) {
            keys.close();
        }
    }
}
