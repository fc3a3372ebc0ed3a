package io.headgate.destination.memory;

import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.SetupOutline;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lands in {@link MemoryTables}. */
final class MemoryDestination implements IDataDestination, RejectStore, SetupOutline {

    private final MemoryTables tables;
    private final MemoryConfig config;

    MemoryDestination(MemoryTables tables, MemoryConfig config) {
        this.tables = tables;
        this.config = config;
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        requireRows(mode);
        return new DeliveryGuarantee(
                DeliveryGuarantee.Level.NOT_DURABLE, "rows live in the memory of this process and end with it");
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        requireRows(plan.mode());
        tables.plan(plan, keys(plan));
        return attach(plan);
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        return tables.compare(plan);
    }

    /** There is nothing to make. */
    @Override
    public List<String> setup(StreamPlan plan) {
        requireRows(plan.mode());
        return List.of();
    }

    private void requireRows(WriteMode mode) {
        if (mode.hasKey() && !config.keepRows()) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "keep_rows = false only counts rows: write_mode = \""
                            + mode.name().toLowerCase(Locale.ROOT) + "\" needs them");
        }
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new MemoryTarget(plan);
    }

    @Override
    public List<StoredReject> list(Selection selection, @Nullable String run, int limit) {
        return tables
                .rejects(
                        selection,
                        reject -> run == null || reject.stored().run().equals(run))
                .stream()
                .limit(limit)
                .toList();
    }

    @Override
    public long count(Selection selection, @Nullable String run) {
        return list(selection, run, Integer.MAX_VALUE).size();
    }

    @Override
    public long claim(Selection selection, UUID replay, long epoch) {
        tables.changeRejects(selection, reject -> reject.claimedBy(replay, epoch));
        return tables.rejects(selection, reject -> reject.isClaimedBy(replay)).size();
    }

    @Override
    public List<StoredReject> claimed(Selection selection, UUID replay, @Nullable String after, int limit) {
        long behind = after == null ? 0 : Long.parseLong(after);
        return tables.rejects(selection, reject -> reject.isClaimedBy(replay) && reject.id() > behind).stream()
                .limit(limit)
                .toList();
    }

    @Override
    public void removeClaimed(Selection selection, UUID replay) {
        tables.changeRejects(selection, reject -> reject.isClaimedBy(replay) ? null : reject);
    }

    @Override
    public int repair(Selection selection, List<Repair> repairs) {
        int[] found = {0};
        for (Repair repair : repairs) {
            tables.changeRejects(selection, reject -> {
                if (!repair.isOf(reject.stored())) {
                    return reject;
                }
                found[0]++;
                return reject.repaired(raw -> repair.raw());
            });
        }
        return found[0];
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
            return new MemoryWriter(tables, plan, key, epoch, config.keepRows(), tables.takeOver(key, epoch));
        }

        /** Appended rows are visible since their commit. */
        @Override
        public void publish(long epoch) {
            if (plan.mode().isStaged()) {
                tables.publish(plan, epoch, config.keepRows());
            } else {
                tables.requireNotSuperseded(keys(plan), epoch);
            }
        }

        @Override
        public Holdings holdings(ReconcileLevel level) {
            return config.keepRows()
                    ? tables.holdings(plan, level)
                    : Holdings.unknown("keep_rows = false keeps no rows that could be counted");
        }

        @Override
        public void forget() {
            tables.forget(plan);
        }

        @Override
        public void close() {}
    }
}
