package io.headgate.step;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Plans a stream and makes its target ready. The plan becomes durable with this step: if the process dies before, the rerun plans
 * anew, and nothing has been moved yet; after it, every restart replays the plan.
 */
final class PrepareTasklet implements Tasklet {

    private static final Logger LOG = LoggerFactory.getLogger(PrepareTasklet.class);

    private final FlowRuntime runtime;
    private final String stream;

    PrepareTasklet(FlowRuntime runtime, String stream) {
        this.runtime = runtime;
        this.stream = stream;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws JobInterruptedException {
        if (runtime.stop().isRequested()) {
            throw new JobInterruptedException("stop requested");
        }
        StoredPlan plan = plan();
        FaultPoint.reach("plan");
        if (!plan.partitions().isEmpty()) {
            StreamPlan whole = plan.forDestination(runtime);
            plan = plan.withLanded(
                    SchemaDecision.landed(whole, runtime.destination().compare(whole)));
            runtime.destination().prepare(plan.forDestination(runtime)).close();
        }
        FaultPoint.reach("prepare");
        contribution.getStepExecution().getExecutionContext().putString(StoredPlan.CONTEXT_KEY, plan.toJson());
        return RepeatStatus.FINISHED;
    }

    private StoredPlan plan() {
        IDataSourceStream source = runtime.stream(stream);
        StreamState before = new StreamState(runtime.state().readStream(stream));
        StreamOptions options = runtime.options();
        boolean sequential = options.transforms().of(stream).isSequential();
        List<StreamPartition> partitions =
                sequential ? SequentialParts.merge(source.partitions(1)) : source.partitions(options.partitions());
        RowSchema schema = partitions.isEmpty() ? null : source.schema();
        RowSchema output = schema == null
                ? null
                : options.transforms().plan(stream, schema).output();
        if (sequential && options.partitions() > 1) {
            LOG.info("Stream {} runs as one partition: deduplicate and unique look at records in sequence", stream);
        }
        return new StoredPlan(
                stream,
                options.table(stream),
                schema,
                output,
                output,
                options.mode(),
                options.key(output),
                options.modeOptions(stream),
                options.transforms().schemaMode(stream),
                partitions,
                before);
    }
}
