package io.headgate.flow;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StreamPartition;
import io.headgate.step.SchemaDecision;
import io.headgate.transform.StreamTransforms;
import java.util.List;

/** Holds what a flow says of columns against those that a stream has, and of a strict one against the target. Changes nothing. */
final class StreamValidation {

    private final DataFlowMappingDefinition flow;
    private final ResolvedFlow resolved;

    StreamValidation(DataFlowMappingDefinition flow, ResolvedFlow resolved) {
        this.flow = flow;
        this.resolved = resolved;
    }

    /**
     * @param problems takes mistakes; keys begin with {@code flow.}
     * @param notes takes what could not be looked at
     */
    void check(IDataSourceStream stream, List<ConfigProblem> problems, List<String> notes) {
        try {
            // The key and its like are names of the target: after the transforms, and normalised where that is asked
            // for.
            StreamPlan plan = new FlowPlanner(flow, resolved)
                    .streamPlan(
                            stream.name(),
                            resolved.transforms()
                                    .plan(stream.name(), stream.schema())
                                    .output(),
                            List.of(StreamPartition.WHOLE));
            if (resolved.transforms().schemaMode(stream.name()) == SchemaMode.STRICT) {
                compare(plan, problems, notes);
            }
        } catch (ConfigException e) {
            e.problems().stream()
                    .map(problem -> new ConfigProblem("flow." + problem.key(), named(stream.name(), problem)))
                    .forEach(problems::add);
        }
    }

    private static String named(String stream, ConfigProblem problem) {
        String name = "stream '" + stream + "': ";
        return problem.message().startsWith(name) ? problem.message() : name + problem.message();
    }

    private void compare(StreamPlan plan, List<ConfigProblem> problems, List<String> notes) {
        try (IDataDestination destination = resolved.destination().get()) {
            SchemaDecision.landed(plan, destination.compare(plan));
        } catch (HeadgateException e) {
            if (e.code() == CommonErrorCode.TARGET_MISMATCH) {
                problems.add(new ConfigProblem(keyOfSchema(plan.stream()), String.valueOf(e.getMessage())));
            } else {
                notes.add("flow '" + flow.name() + "': stream '" + plan.stream()
                        + "' could not be compared with its target: " + e.getMessage());
            }
        }
    }

    private String keyOfSchema(String stream) {
        StreamTransforms own = flow.options().stream().get(stream);
        return own != null && own.schema() != null ? "flow.stream." + stream + ".schema" : "flow.schema";
    }
}
