package io.headgate.step;

import io.headgate.api.data.RowSchema;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.util.List;
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
        List<StreamPartition> partitions = source.partitions(options.partitions());
        RowSchema schema = partitions.isEmpty() ? null : source.schema();
        return new StoredPlan(
                stream,
                options.table(stream),
                schema,
                options.mode(),
                options.key(schema),
                options.modeOptions(),
                partitions,
                before);
    }
}
