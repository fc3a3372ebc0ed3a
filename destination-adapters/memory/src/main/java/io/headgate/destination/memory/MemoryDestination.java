package io.headgate.destination.memory;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;

/** Lands in {@link MemoryTables}. */
final class MemoryDestination implements IDataDestination {

    private final MemoryTables tables;
    private final MemoryConfig config;

    MemoryDestination(MemoryTables tables, MemoryConfig config) {
        this.tables = tables;
        this.config = config;
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        return new DeliveryGuarantee(
                DeliveryGuarantee.Level.NOT_DURABLE, "rows live in the memory of this process and end with it");
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        if (plan.mode() != WriteMode.APPEND) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION, "the destination memory knows write_mode = \"append\" only");
        }
        tables.plan(keys(plan));
        return attach(plan);
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new MemoryTarget(plan);
    }

    @Override
    public void close() {}

    private static List<PartitionKey> keys(StreamPlan plan) {
        return plan.partitions().stream().map(plan::partition).toList();
    }

    private final class MemoryTarget implements StreamTarget {
        private final StreamPlan plan;

        MemoryTarget(StreamPlan plan) {
            this.plan = plan;
        }

        @Override
        public PartitionWriter open(PartitionKey key, long epoch) {
            return new MemoryWriter(tables, plan.table(), key, epoch, config.keepRows(), tables.takeOver(key, epoch));
        }

        /** Appended rows are visible since their commit. */
        @Override
        public void publish(long epoch) {
            tables.requireNotSuperseded(keys(plan), epoch);
        }

        @Override
        public void forget() {
            tables.forget(keys(plan));
        }

        @Override
        public void close() {}
    }
}
