package io.headgate.job;

import io.headgate.step.StreamSteps;
import java.util.List;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.core.task.TaskExecutor;

/** Builds the Job of a flow: each stream a flow of three steps, in a replay of five, the streams side by side. */
final class StreamJobs {

    private StreamJobs() {}

    static Job build(
            JobRepository repository,
            JobInstance instance,
            List<String> streams,
            StreamSteps steps,
            TaskExecutor streamExecutor,
            boolean replay) {
        Flow[] flows = streams.stream()
                .map(stream -> replay ? replay(steps, stream, instance) : run(steps, stream, instance))
                .toArray(Flow[]::new);
        Flow all = flows.length == 1
                ? flows[0]
                : new FlowBuilder<Flow>("streams")
                        .split(streamExecutor)
                        .add(flows)
                        .build();
        return new JobBuilder(instance.getJobName(), repository)
                .start(all)
                .build()
                .build();
    }

    private static Flow run(StreamSteps steps, String stream, JobInstance instance) {
        return new FlowBuilder<Flow>("stream " + stream)
                .start(steps.prepare(stream))
                .next(steps.partitioned(stream, instance))
                .next(steps.publish(stream))
                .build();
    }

    private static Flow replay(StreamSteps steps, String stream, JobInstance instance) {
        return new FlowBuilder<Flow>("stream " + stream)
                .start(steps.claim(stream))
                .next(steps.prepare(stream))
                .next(steps.partitioned(stream, instance))
                .next(steps.publish(stream))
                .next(steps.settle(stream))
                .build();
    }
}
