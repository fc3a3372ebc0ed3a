package io.headgate.step;

import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import io.headgate.reader.ChunkLimits;
import io.headgate.reader.PayloadItemReader;
import io.headgate.state.CheckpointState;
import io.headgate.state.PayloadChunk;
import io.headgate.writer.PayloadItemWriter;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemStream;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * One partition being read and landed by one thread: opens both ends at the same place, and keeps the ExecutionContext, the
 * record counts and the stream's state in step with what the destination has made durable.
 *
 * <p>Where to begin is the destination's word. Its checkpoint was committed with the rows, so it is right wherever it stands, also
 * when it is ahead of the ExecutionContext because the process died between the two commits.
 */
final class PartitionSession
        implements ItemStream,
                ItemReader<PayloadChunk>,
                ItemProcessor<PayloadChunk, PayloadChunk>,
                ItemWriter<PayloadChunk> {

    private final FlowRuntime runtime;
    private final StoredPlan plan;
    private final StepExecution execution;
    private final StreamPartition partition;

    private @Nullable StreamTarget target;
    private @Nullable PartitionWriter partitionWriter;
    private @Nullable PayloadCursor cursor;
    private @Nullable PayloadItemReader reader;
    private @Nullable ChunkProcessor processor;
    private @Nullable PayloadItemWriter writer;
    private Checkpoint known = Checkpoint.NONE;
    private Checkpoint reported = Checkpoint.NONE;
    private Set<String> others = Set.of();
    private final RepositoryPace pace;

    PartitionSession(FlowRuntime runtime, StoredPlan plan, StepExecution execution) {
        this.runtime = runtime;
        this.plan = plan;
        this.execution = execution;
        this.pace = RepositoryPace.of(runtime);
        this.partition =
                StoredPlan.partitionFromJson(execution.getExecutionContext().getString(PlanPartitioner.PARTITION_KEY));
    }

    @Override
    public void open(ExecutionContext context) {
        known = CheckpointContext.read(context);
        RuleWarnings.write(context, known, known);
        expectState();
        target = runtime.destination().attach(plan.forDestination(runtime));
        partitionWriter = target.open(plan.forDestination(runtime).partition(partition.name()), runtime.epoch());
        Checkpoint start = start(partitionWriter.lastCommitted());
        runtime.rejects().addStored(start.recordsRejected() - known.recordsRejected());
        runtime.rejects()
                .addStored(
                        plan.stream(),
                        start.recordsRead() - known.recordsRead(),
                        start.recordsRejected() - known.recordsRejected());
        reported = start;
        runtime.progress().advanced(plan.stream(), start.recordsRead());
        CheckpointState begun = CheckpointState.read(start.state());
        if (movesState() && start.sequence() > 0) {
            runtime.state().alsoExpectStream(plan.stream(), begun.source().values());
        }
        StreamState from = start.sequence() == 0 ? plan.startOf(partition) : begun.source();
        processor = ChunkProcessor.open(runtime, plan, begun, start.sequence());
        cursor = start.complete() ? new EndedCursor() : openSource(from);
        reader = new PayloadItemReader(cursor, from, runtime.options().chunk(), runtime.stop());
        writer = new PayloadItemWriter(partitionWriter, plan.stream(), start, runtime.rejects(), processor.landed());
    }

    /** Before the destination is opened, which refuses a process that has been succeeded. */
    private void expectState() {
        others = runtime.state().waitingOthers();
        if (movesState()) {
            runtime.state().expectStream(plan.stream());
        }
    }

    /** What is only staged may still be given up: its stream's state moves on when it is published. */
    private boolean movesState() {
        return partition.isWhole() && !plan.mode().isStaged();
    }

    private Checkpoint start(@Nullable Checkpoint committed) {
        if (committed != null) {
            return committed;
        }
        if (known.sequence() > 0) {
            throw new HeadgateException(
                    CommonErrorCode.CHECKPOINT_LOST,
                    "partition '" + partition.name() + "' of stream '" + plan.stream() + "' has " + known.recordsRead()
                            + " records behind it, but its destination knows nothing of them: it was emptied or replaced."
                            + " Bring it back, or start anew with fresh=true");
        }
        return Checkpoint.NONE;
    }

    private PayloadCursor openSource(StreamState from) {
        ChunkLimits chunk = runtime.options().chunk();
        return SequentialParts.open(
                runtime.stream(plan.stream()),
                partition,
                from,
                new ReadOptions(plan.requireSchema(), chunk.rows(), chunk.bytes(), chunk.maxWait()));
    }

    @Override
    public @Nullable PayloadChunk read() {
        return Objects.requireNonNull(reader).read();
    }

    @Override
    public PayloadChunk process(PayloadChunk chunk) {
        return Objects.requireNonNull(processor).process(chunk);
    }

    @Override
    public void write(Chunk<? extends PayloadChunk> items) {
        others = runtime.state().waitingOthers();
        Objects.requireNonNull(writer).write(items);
    }

    /** Within the chunk's transaction, after the destination has committed. */
    @Override
    public void update(ExecutionContext context) {
        Checkpoint durable = Objects.requireNonNull(writer).durable();
        runtime.progress().advanced(plan.stream(), durable.recordsRead() - reported.recordsRead());
        reported = durable;
        // What the source has to say besides cannot be had again from the destination.
        if (!pace.tells(
                durable.sequence() > 0,
                durable.complete() || !others.isEmpty() || runtime.stop().isRequested())) {
            return;
        }
        describe(context, durable);
        OthersState.flush(runtime.state(), others);
        moveState(durable);
    }

    private void moveState(Checkpoint durable) {
        if (movesState() && durable.sequence() > 0) {
            runtime.state()
                    .updateStream(
                            plan.stream(),
                            CheckpointState.read(durable.state()).source().values());
        }
    }

    private void describe(ExecutionContext context, Checkpoint durable) {
        CheckpointContext.write(context, durable);
        RuleWarnings.write(context, known, durable);
        reportCounts(durable);
    }

    /** Whether the JobRepository has not been told of the last chunk. */
    boolean isAheadOfRepository() {
        return pace.isBehind();
    }

    /** After the last chunk, within the transaction that stores the execution, and before it does. */
    void tellEnd() {
        Checkpoint durable = Objects.requireNonNull(writer).durable();
        describe(execution.getExecutionContext(), durable);
        moveState(durable);
        pace.tells(true, true);
    }

    /** The counts of what the context holds: Spring Batch has counted the items of a chunk that failed. */
    void reportCounts() {
        reportCounts(CheckpointContext.read(execution.getExecutionContext()));
    }

    /**
     * Counts of this execution: what became durable since the checkpoint that the JobRepository knew. A chunk that an earlier
     * execution committed in the destination only is counted here, so that the sum over all executions is exact.
     */
    private void reportCounts(Checkpoint durable) {
        long read = durable.recordsRead() - known.recordsRead();
        long written = durable.recordsWritten() - known.recordsWritten();
        long rejected = durable.recordsRejected() - known.recordsRejected();
        execution.setReadCount(read);
        execution.setWriteCount(written);
        execution.setWriteSkipCount(rejected);
        execution.setFilterCount(read - written - rejected);
    }

    @Override
    public void close() {
        try (StreamTarget closedTarget = target;
                PartitionWriter closedWriter = partitionWriter;
                PayloadCursor closedCursor = cursor;
                ChunkProcessor closedProcessor = processor) {
            processor = null;
            target = null;
            partitionWriter = null;
            cursor = null;
        }
    }
}
