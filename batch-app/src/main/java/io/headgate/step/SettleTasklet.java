package io.headgate.step;

import io.headgate.api.fault.FaultPoint;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Ends the replay of a stream: removes the records that it had claimed. All of them have been landed and published by now, or
 * rejected again as new records of the store, under checkpoints of the replay.
 */
final class SettleTasklet implements Tasklet {

    private final FlowRuntime runtime;
    private final String stream;

    SettleTasklet(FlowRuntime runtime, String stream) {
        this.runtime = runtime;
        this.stream = stream;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        FaultPoint.reach("replay.published");
        RejectSelection.store(runtime.destination())
                .removeClaimed(RejectSelection.of(runtime, stream), runtime.instance());
        FaultPoint.reach("replay.removed");
        return RepeatStatus.FINISHED;
    }
}
