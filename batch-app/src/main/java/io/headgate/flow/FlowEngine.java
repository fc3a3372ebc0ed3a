package io.headgate.flow;

import io.headgate.api.config.ConfigProblem;
import io.headgate.api.state.StateKey;
import io.headgate.job.RunReport;
import io.headgate.job.RunSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs flows and answers for what they have done. Thread-safe. */
public interface FlowEngine extends FlowInspector {

    /**
     * Runs a flow: resumes its last instance if that is unfinished, else starts the next. Blocks until it has ended, stopped or
     * failed. Does not throw for what happens during the run: the report says it.
     *
     * @throws io.headgate.api.error.HeadgateException owner CONFIGURATION, if nothing could be started: an adapter is unknown, its
     *     configuration is wrong, the configuration changed under an unfinished instance, or {@code fresh} needs {@code force}
     */
    RunReport run(DataFlowMappingDefinition flow, RunOptions options);

    /**
     * Sends the rejected records of a flow through it again, repaired or not: from the step that has rejected each. Resumes the last
     * replay if that is unfinished. Those that are rejected again are in the reject store with the new reason, and once; the others
     * have landed once and are gone from it, whatever dies in between. Blocks and reports as {@link #run}.
     *
     * @param stream one stream only, or null for all that the flow takes
     * @param options {@code fresh}, {@code force} and {@code run} have no meaning here
     * @throws io.headgate.api.error.HeadgateException owner CONFIGURATION, if nothing could be started: as for {@link #run}, or a run
     *     of the flow is unfinished, or the destination or the write mode has no replay
     */
    RunReport replay(DataFlowMappingDefinition flow, @Nullable String stream, RunOptions options);

    /** Asks all flows that run in this process to finish their chunk, commit and stop; returns when they have. */
    void stop();

    /** Every mistake in a flow's definition that can be found without opening anything. Keys begin with source., destination. or flow. */
    List<ConfigProblem> check(DataFlowMappingDefinition flow);

    /** The latest executions, newest first; of all flows if {@code flow} is null. */
    List<RunSummary> runs(@Nullable String flow, int limit);

    /** What is remembered for the next run. */
    Map<StateKey, Map<String, @Nullable Object>> state(DataFlowMappingDefinition flow);

    /**
     * Forgets state, so that the next run reads from the beginning. Refused while the flow runs.
     *
     * @param stream one stream only, or null for all, with whatever the adapter keeps besides
     * @return what was removed
     */
    List<StateKey> reset(DataFlowMappingDefinition flow, @Nullable String stream);

    /** The adapters that can be named in a configuration. */
    AdapterRegistry adapters();
}
