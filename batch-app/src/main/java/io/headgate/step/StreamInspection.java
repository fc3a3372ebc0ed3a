package io.headgate.step;

import io.headgate.api.data.RecordChecksum;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.state.Reconciliation;
import io.headgate.state.StreamVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.step.StepExecution;

/** Looks at a stream that was published: what the destination holds of it, and whether its checks are met. */
public final class StreamInspection {

    private static final Logger LOG = LoggerFactory.getLogger(StreamInspection.class);
    private static final String KEY = "headgate.verdict";

    private final FlowRuntime runtime;
    private final StoredPlan plan;
    private final StreamCounts counts;

    StreamInspection(FlowRuntime runtime, StoredPlan plan, StreamCounts counts) {
        this.runtime = runtime;
        this.plan = plan;
        this.counts = counts;
    }

    /**
     * @param target null if there was nothing to read: then it was left alone
     */
    StreamVerdict look(@Nullable StreamTarget target) {
        Reconciliation reconciliation = reconcile(target);
        StreamVerdict verdict = new StreamVerdict(
                plan.stream(),
                reconciliation,
                runtime.options()
                        .transforms()
                        .checks(plan.stream())
                        .judge(counts.written(), counts.landed(), Instant.now()));
        verdict.failures().forEach(failure -> LOG.warn("Flow {}, {}", runtime.flow(), failure));
        return verdict;
    }

    private Reconciliation reconcile(@Nullable StreamTarget target) {
        ReconcileLevel level = runtime.options().transforms().reconcile(plan.stream());
        Reconciler reconciler = new Reconciler(level, counts, plan.mode().hasKey() && target != null);
        if (level == ReconcileLevel.OFF) {
            return reconciler.off();
        }
        if (target == null) {
            return reconciler.compare(
                    -1,
                    Holdings.of(0, level == ReconcileLevel.CHECKSUM ? RecordChecksum.NONE : null),
                    RecordChecksum.NONE);
        }
        return reconciler.compare(
                sourceRecords(), holdings(target, level), counts.landed().checksum(counts.written()));
    }

    /** What is published is published: a destination that cannot be read now makes no failure of it, but is not passed over either. */
    private Holdings holdings(StreamTarget target, ReconcileLevel level) {
        try {
            return target.holdings(level);
        } catch (HeadgateException e) {
            LOG.warn("Stream {} cannot be read back: {}", plan.stream(), e.getMessage());
            return Holdings.unknown("the destination could not be read back: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("Stream {} cannot be read back", plan.stream(), e);
            return Holdings.unknown("the destination could not be read back: " + e);
        }
    }

    private long sourceRecords() {
        List<StreamPartition> partitions = plan.partitions().stream()
                .flatMap(partition -> SequentialParts.split(partition, StreamState.EMPTY).keySet().stream())
                .toList();
        return runtime.stream(plan.stream()).records(partitions, plan.before());
    }

    /** Leaves the verdict in the step's context and in the tables, with the transaction that completes the step. */
    void store(StepExecution execution, StreamVerdict verdict) {
        execution.getExecutionContext().putString(KEY, verdict.toJson());
        runtime.verdicts()
                .store(
                        execution.getJobExecution().getJobInstance().getInstanceId(),
                        execution.getJobExecutionId(),
                        verdict);
    }

    /** As the step that published the stream has left it; null if it has not. */
    public static @Nullable StreamVerdict of(StepExecution execution) {
        String json = execution.getExecutionContext().getString(KEY, "");
        return json.isEmpty() ? null : StreamVerdict.fromJson(json);
    }
}
