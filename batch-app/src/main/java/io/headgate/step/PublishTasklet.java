package io.headgate.step;

import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import io.headgate.state.CheckpointState;
import io.headgate.state.StreamVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        Set<String> others = runtime.state().waitingOthers();
        JobInstance instance = contribution.getStepExecution().getJobExecution().getJobInstance();
        StoredPlan plan = plans.plan(instance, stream);
        List<Checkpoint> ends = plan.partitions().stream()
                .map(partition -> plans.checkpoint(instance, stream, partition))
                .toList();
        refuseIncomplete(plan, ends);
        StreamCounts counts = StreamCounts.of(ends);
        StreamInspection inspection = new StreamInspection(runtime, plan, counts);
        runtime.rejects().endStream(stream, counts.read(), counts.rejected());
        StreamVerdict verdict = ends.isEmpty() ? inspection.look(null) : publish(plan, inspection);
        StreamState after = ends.isEmpty() ? StreamState.EMPTY : stateAfter(plan, ends);
        OthersState.flush(runtime.state(), others);
        inspection.store(contribution.getStepExecution(), verdict);
        if (!after.isEmpty()) {
            runtime.state().updateStream(stream, after.values());
        }
        return RepeatStatus.FINISHED;
    }

    /** The state must not be set to a place from which records that are durable would be read again. */
    private void refuseIncomplete(StoredPlan plan, List<Checkpoint> ends) {
        for (int i = 0; i < ends.size(); i++) {
            if (!ends.get(i).complete()) {
                throw new HeadgateException(
                        CommonErrorCode.INTERNAL_ERROR,
                        "the last checkpoint of partition '"
                                + plan.partitions().get(i).name() + "' of stream '" + stream
                                + "' in the JobRepository is not its end");
            }
        }
    }

    private StreamVerdict publish(StoredPlan plan, StreamInspection inspection) {
        FaultPoint.reach("publish");
        try (StreamTarget target = runtime.destination().attach(plan.forDestination(runtime))) {
            target.publish(runtime.epoch());
            FaultPoint.reach("published");
            return inspection.look(target);
        }
    }

    private StreamState stateAfter(StoredPlan plan, List<Checkpoint> ends) {
        Map<StreamPartition, StreamState> finished = new LinkedHashMap<>();
        for (int i = 0; i < ends.size(); i++) {
            StreamState state = CheckpointState.read(ends.get(i).state()).source();
            finished.putAll(SequentialParts.split(plan.partitions().get(i), state));
        }
        return runtime.stream(stream).stateAfter(finished, plan.before());
    }
}
