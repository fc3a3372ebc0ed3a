package io.headgate.fake;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.transform.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A destination that keeps a ledger of what is durable and can be made to hold back, fail before or fail after a commit. Claims to be
 * durable, since the test's process does not die.
 */
public final class LedgerDestination implements IDataDestination {

    /** Rows by table, as committed. */
    public static final Map<String, List<Object>> ROWS = new ConcurrentHashMap<>();

    /** The same rows as whole records, as JSON. */
    public static final Map<String, List<String>> RECORDS = new ConcurrentHashMap<>();

    public static final List<RejectedRecord> REJECTS = new ArrayList<>();
    public static final List<String> PUBLISHED = new ArrayList<>();
    static final Map<PartitionKey, Entry> LEDGER = new ConcurrentHashMap<>();
    /** Fail in the n-th commit from now, before or after it has become durable. */
    public static volatile int failBeforeCommit;

    public static volatile int failAfterCommit;

    /** Fail with an error that nobody expects when what has landed is to be read back. */
    public static volatile boolean failHoldings;

    /** Refuse to publish this table. */
    public static volatile @Nullable String failPublish;

    private static final Object LOCK = new Object();

    record Entry(long epoch, @Nullable Checkpoint checkpoint) {}

    /** What a test can ask for. */
    public record Config(
            @ConfigKey(value = "commit every so many chunks", defaultValue = "1") int holdBack,
            @ConfigKey("refuse this number, at the destination") long refuse,
            @ConfigKey("promise no more than at-least-once") boolean modest) {}

    /** The adapter. */
    public static final class Factory implements IDataDestinationFactory<Config> {
        @Override
        public String method() {
            return "test-ledger";
        }

        @Override
        public String description() {
            return "A ledger, for tests";
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public IDataDestination create(String destinationId, @Nullable String target, Config config) {
            return new LedgerDestination(config);
        }
    }

    private final Config config;

    LedgerDestination(Config config) {
        this.config = config;
    }

    public static void clear() {
        ROWS.clear();
        RECORDS.clear();
        LEDGER.clear();
        REJECTS.clear();
        PUBLISHED.clear();
        failBeforeCommit = 0;
        failAfterCommit = 0;
        failHoldings = false;
        failPublish = null;
    }

    /** How many partitions are still remembered. */
    public static int remembered() {
        return LEDGER.size();
    }

    @Override
    public DeliveryGuarantee guarantee(WriteMode mode) {
        return new DeliveryGuarantee(
                config.modest() ? DeliveryGuarantee.Level.AT_LEAST_ONCE : DeliveryGuarantee.Level.EXACTLY_ONCE,
                "rows and checkpoint change together");
    }

    @Override
    public List<SchemaDifference> compare(StreamPlan plan) {
        return List.of();
    }

    @Override
    public StreamTarget prepare(StreamPlan plan) {
        plan.partitions().forEach(name -> LEDGER.putIfAbsent(plan.partition(name), new Entry(0, null)));
        return attach(plan);
    }

    @Override
    public StreamTarget attach(StreamPlan plan) {
        return new Target(plan, config);
    }

    @Override
    public void close() {}

    private record Target(StreamPlan plan, Config config) implements StreamTarget {

        @Override
        public PartitionWriter open(PartitionKey key, long epoch) {
            synchronized (LOCK) {
                Entry entry = LEDGER.get(key);
                if (entry == null || entry.epoch() > epoch) {
                    throw new HeadgateException(CommonErrorCode.FENCED, "a younger run has taken over " + key);
                }
                LEDGER.put(key, new Entry(epoch, entry.checkpoint()));
                return new Writer(plan.table(), key, epoch, entry.checkpoint(), config);
            }
        }

        @Override
        public void publish(long epoch) {
            if (plan.table().equals(failPublish)) {
                throw new HeadgateException(CommonErrorCode.IO_FAILED, "the ledger cannot be published");
            }
            PUBLISHED.add(plan.table());
        }

        @Override
        public Holdings holdings(ReconcileLevel level) {
            if (failHoldings) {
                throw new IllegalArgumentException("3 fields instead of 2");
            }
            return StreamTarget.super.holdings(level);
        }

        @Override
        public void forget() {
            plan.partitions().forEach(name -> LEDGER.remove(plan.partition(name)));
        }

        @Override
        public void close() {}
    }

    private static final class Writer implements PartitionWriter {
        private final String table;
        private final PartitionKey key;
        private final long epoch;
        private final Config config;
        private final List<Object> pending = new ArrayList<>();
        private final List<String> pendingRecords = new ArrayList<>();
        private final List<RejectedRecord> pendingRejects = new ArrayList<>();
        private @Nullable Checkpoint committed;
        private int chunks;

        Writer(String table, PartitionKey key, long epoch, @Nullable Checkpoint committed, Config config) {
            this.table = table;
            this.key = key;
            this.epoch = epoch;
            this.committed = committed;
            this.config = config;
        }

        @Override
        public @Nullable Checkpoint lastCommitted() {
            return committed;
        }

        @Override
        public void write(DataSourcePayload payload, Rejects rejects) {
            pendingRejects.addAll(payload.rejected());
            for (int row = 0; row < payload.data().rowCount(); row++) {
                Object value = payload.data().value(row, 0);
                if (config.refuse() > 0 && Long.valueOf(config.refuse()).equals(value)) {
                    RejectedRecord record =
                            new RejectedRecord(payload.data().place(row), "REFUSED", "not wanted here", "" + value);
                    rejects.add(record);
                    pendingRejects.add(record);
                } else {
                    pending.add(value);
                    pendingRecords.add(RecordJson.of(payload.data(), row));
                }
            }
        }

        @Override
        public Checkpoint commit(Checkpoint upTo) {
            if (++chunks % config.holdBack() == 0) {
                makeDurable(upTo);
            }
            return committed == null ? Checkpoint.NONE : committed;
        }

        @Override
        public void finish(Checkpoint upTo) {
            makeDurable(upTo);
        }

        private void makeDurable(Checkpoint upTo) {
            synchronized (LOCK) {
                if (failBeforeCommit > 0 && --failBeforeCommit == 0) {
                    throw new HeadgateException(CommonErrorCode.IO_FAILED, "the ledger is full");
                }
                if (LEDGER.get(key) == null || LEDGER.get(key).epoch() != epoch) {
                    throw new HeadgateException(CommonErrorCode.FENCED, "a younger run has taken over " + key);
                }
                ROWS.computeIfAbsent(table, name -> new ArrayList<>()).addAll(pending);
                RECORDS.computeIfAbsent(table, name -> new ArrayList<>()).addAll(pendingRecords);
                REJECTS.addAll(pendingRejects);
                LEDGER.put(key, new Entry(epoch, upTo));
                committed = upTo;
                pending.clear();
                pendingRecords.clear();
                pendingRejects.clear();
                if (failAfterCommit > 0 && --failAfterCommit == 0) {
                    throw new HeadgateException(
                            CommonErrorCode.COMMIT_OUTCOME_UNKNOWN, "the ledger went away while it committed");
                }
            }
        }

        @Override
        public void close() {}
    }
}
