package io.headgate.step;

import io.headgate.api.destination.StreamTarget;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.state.CheckpointState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Makes a finished stream visible, then moves the stream's state on, in the transaction that completes this step. */
final class PublishTasklet implements Tasklet {

    private final FlowRuntime runtime;
    private final PlanStore plans;
    private final String stream;

    PublishTasklet(FlowRuntime runtime, PlanStore plans, String stream) {
        this.runtime = runtime;
        this.plans = plans;
        this.stream = stream;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws JobInterruptedException {
        if (runtime.stop().isRequested()) {
            throw new JobInterruptedException("stop requested");
        }
        JobInstance instance = contribution.getStepExecution().getJobExecution().getJobInstance();
        StoredPlan plan = plans.plan(instance, stream);
        if (!plan.partitions().isEmpty()) {
            FaultPoint.reach("publish");
            try (StreamTarget target = runtime.destination().attach(plan.forDestination(runtime))) {
                target.publish(runtime.epoch());
            }
            FaultPoint.reach("published");
            advanceState(instance, plan);
        }
        OthersState.flush(runtime.state());
        return RepeatStatus.FINISHED;
    }

    private void advanceState(JobInstance instance, StoredPlan plan) {
        Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
        for (StreamPartition partition : plan.partitions()) {
            String state = plans.checkpoint(instance, stream, partition).state();
            finished.putAll(
                    SequentialParts.split(partition, CheckpointState.read(state).source()));
        }
        StreamState after = runtime.stream(stream).stateAfter(finished, plan.before());
        if (!after.isEmpty()) {
            runtime.state().updateStream(stream, after.values());
        }
    }
}
