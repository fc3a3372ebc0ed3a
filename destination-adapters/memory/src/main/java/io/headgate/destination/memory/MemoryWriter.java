package io.headgate.destination.memory;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import io.headgate.destination.memory.MemoryTables.Landing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a chunk's payloads, which are immutable, and lands them in one act. */
final class MemoryWriter implements PartitionWriter {

    private final MemoryTables tables;
    private final StreamPlan plan;
    private final PartitionKey key;
    private final long epoch;
    private final boolean keepRows;
    private final @Nullable Checkpoint atOpen;
    private final List<Landing> chunk = new ArrayList<>();

    MemoryWriter(
            MemoryTables tables,
            StreamPlan plan,
            PartitionKey key,
            long epoch,
            boolean keepRows,
            @Nullable Checkpoint atOpen) {
        this.tables = tables;
        this.plan = plan;
        this.key = key;
        this.epoch = epoch;
        this.keepRows = keepRows;
        this.atOpen = atOpen;
    }

    @Override
    public @Nullable Checkpoint lastCommitted() {
        return atOpen;
    }

    @Override
    public void write(DataSourcePayload payload, Rejects rejects) {
        String override = payload.destinationTable();
        chunk.add(new Landing(
                override == null ? plan.table() : override, MemoryRejects.of(plan, payload, rejects), plan.run()));
    }

    @Override
    public Checkpoint commit(Checkpoint upTo) {
        if (plan.mode().isStaged()) {
            tables.stage(key, epoch, chunk, upTo);
        } else {
            tables.commit(plan, key, epoch, chunk, keepRows, upTo);
        }
        chunk.clear();
        return upTo;
    }

    @Override
    public void finish(Checkpoint upTo) {
        commit(upTo);
    }

    @Override
    public void close() {
        chunk.clear();
    }
}
