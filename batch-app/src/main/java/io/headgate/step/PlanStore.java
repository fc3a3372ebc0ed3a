package io.headgate.step;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.Checkpoint;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

/** Finds what earlier steps of an instance have left in the JobRepository, in this execution or one before. */
final class PlanStore {

    private final JobRepository repository;

    PlanStore(JobRepository repository) {
        this.repository = repository;
    }

    StoredPlan plan(JobInstance instance, String stream) {
        StepExecution prepared = repository.getLastStepExecution(instance, StepNames.prepare(stream));
        if (prepared == null || !prepared.getExecutionContext().containsKey(StoredPlan.CONTEXT_KEY)) {
            throw new HeadgateException(
                    CommonErrorCode.INTERNAL_ERROR, "the plan of stream '" + stream + "' is not in the JobRepository");
        }
        return StoredPlan.fromJson(prepared.getExecutionContext().getString(StoredPlan.CONTEXT_KEY));
    }

    /** What the destination remembers of a partition of an instance that is about to be abandoned. Takes the partition over. */
    Checkpoint durable(FlowRuntime runtime, StoredPlan plan, StreamPartition partition) {
        StreamPlan target = plan.forDestination(runtime);
        try (StreamTarget open = runtime.destination().attach(target);
                PartitionWriter writer = open.open(target.partition(partition.name()), runtime.epoch())) {
            Checkpoint committed = writer.lastCommitted();
            return committed == null ? Checkpoint.NONE : committed;
        }
    }

    /** The partition's last checkpoint that the JobRepository knows of. */
    Checkpoint checkpoint(JobInstance instance, String stream, StreamPartition partition) {
        StepExecution worker = repository.getLastStepExecution(instance, StepNames.partition(stream, partition.name()));
        return worker == null ? Checkpoint.NONE : CheckpointContext.read(worker.getExecutionContext());
    }
}
