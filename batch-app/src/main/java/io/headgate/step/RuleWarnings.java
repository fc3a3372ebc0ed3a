package io.headgate.step;

import io.headgate.api.state.Checkpoint;
import io.headgate.state.CheckpointState;
import io.headgate.state.JsonText;
import io.headgate.transform.TransformSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * How many records of one execution of a partition broke a rule of {@code on_failure = "warn"}, by what the rule demands. Counted
 * over the whole run they are part of the checkpoint, so that none is forgotten or counted twice after a crash; what an execution
 * has added stands in its ExecutionContext as JSON.
 */
public final class RuleWarnings {

    private static final String KEY = "headgate.warnings";

    private RuleWarnings() {}

    /** As {@link #write} has left them; empty if there are none. */
    public static Map<String, Long> of(StepExecution execution) {
        Map<String, Long> warnings = new LinkedHashMap<>();
        JsonText.read(execution.getExecutionContext().getString(KEY, "{}"))
                .forEach((rule, count) -> warnings.put(rule, count instanceof Number number ? number.longValue() : 0L));
        return warnings;
    }

    /**
     * @param known the checkpoint that the JobRepository knew before the execution
     * @param durable the one that is durable now
     */
    static void write(ExecutionContext context, Checkpoint known, Checkpoint durable) {
        Map<String, Long> before = counts(known);
        Map<String, Long> added = new LinkedHashMap<>();
        counts(durable).forEach((rule, count) -> {
            long more = count - before.getOrDefault(rule, 0L);
            if (more > 0) {
                added.put(rule, more);
            }
        });
        if (!added.isEmpty() || context.containsKey(KEY)) {
            context.putString(KEY, JsonText.write(added));
        }
    }

    private static Map<String, Long> counts(Checkpoint checkpoint) {
        return TransformSession.warnings(
                CheckpointState.read(checkpoint.state()).transforms());
    }
}
