package io.headgate.step;

import io.headgate.api.fault.FaultPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Begins the replay of a stream: claims its rejected records. If the process dies before the JobRepository knows, the rerun claims
 * again, in the name of the same instance; nothing has been read yet.
 */
final class ClaimTasklet implements Tasklet {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimTasklet.class);

    private final FlowRuntime runtime;
    private final String stream;

    ClaimTasklet(FlowRuntime runtime, String stream) {
        this.runtime = runtime;
        this.stream = stream;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws JobInterruptedException {
        if (runtime.stop().isRequested()) {
            throw new JobInterruptedException("stop requested");
        }
        long claimed = RejectSelection.store(runtime.destination())
                .claim(RejectSelection.of(runtime, stream), runtime.instance(), runtime.epoch());
        LOG.info("Stream {}: {} rejected records to replay", stream, claimed);
        FaultPoint.reach("replay.claimed");
        return RepeatStatus.FINISHED;
    }
}
