package io.headgate.destination.memory;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.SchemaComparison;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What has been landed under one name in this process: tables, rejected records and checkpoints, changed together under one lock.
 * A test finds it by the destination's target, or its id if it has none. Any thread may call.
 */
public final class MemoryTables {

    private static final Map<String, MemoryTables> ALL = new ConcurrentHashMap<>();

    private final Map<String, List<DataSourcePayload>> payloads = new LinkedHashMap<>();
    private final Map<String, RowSchema> columns = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, List<MemoryReject>> rejects = new HashMap<>();
    private long lastReject;
    private final Map<PartitionKey, Owner> checkpoints = new HashMap<>();
    /** What has been committed of streams that become visible with their publication. */
    private final Map<PartitionKey, List<Landing>> staged = new HashMap<>();

    private final Set<PartitionKey> published = new HashSet<>();
    /** What each instance has landed, as it lies in the tables. */
    private final Map<PartitionKey, MemoryHoldings> holdings = new HashMap<>();

    private record Owner(long epoch, @Nullable Checkpoint checkpoint) {}

    private MemoryTables() {}

    /** The tables of that name, empty at first. */
    public static MemoryTables of(String name) {
        return ALL.computeIfAbsent(name, any -> new MemoryTables());
    }

    /** Forgets everything, checkpoints included. */
    public synchronized void clear() {
        payloads.clear();
        columns.clear();
        counts.clear();
        rejects.clear();
        checkpoints.clear();
        staged.clear();
        published.clear();
        holdings.clear();
    }

    /** Names of the tables that have been landed in. */
    public synchronized Set<String> names() {
        return new TreeSet<>(counts.keySet());
    }

    /**
     * A table's rows in the order of their commits, each with all columns of the table; empty if it is unknown or rows are not
     * kept.
     */
    public synchronized List<Map<String, @Nullable Object>> rows(String table) {
        RowSchema all = columns.get(table);
        List<Map<String, @Nullable Object>> rows = MemoryRows.of(payloads.getOrDefault(table, List.of()));
        return all == null
                ? rows
                : rows.stream().map(row -> MemoryRows.widened(row, all)).toList();
    }

    /** A table's payloads as they came, metadata included. */
    public synchronized List<DataSourcePayload> payloads(String table) {
        return List.copyOf(payloads.getOrDefault(table, List.of()));
    }

    /** How many rows a table has, kept or not. */
    public synchronized long rowCount(String table) {
        return counts.getOrDefault(table, 0L);
    }

    public synchronized List<RejectedRecord> rejects(String table) {
        return rejects.getOrDefault(table, List.of()).stream()
                .map(reject -> reject.stored().record())
                .toList();
    }

    synchronized List<StoredReject> rejects(RejectStore.Selection selection, Predicate<MemoryReject> which) {
        return rejects.getOrDefault(selection.table(), List.of()).stream()
                .filter(reject -> reject.isOf(selection) && which.test(reject))
                .map(MemoryReject::stored)
                .toList();
    }

    /** Replaces each rejected record of a selection by what becomes of it; null removes it. */
    synchronized void changeRejects(
            RejectStore.Selection selection, Function<MemoryReject, @Nullable MemoryReject> change) {
        List<MemoryReject> changed = new ArrayList<>();
        for (MemoryReject reject : rejects.getOrDefault(selection.table(), List.of())) {
            MemoryReject next = reject.isOf(selection) ? change.apply(reject) : reject;
            if (next != null) {
                changed.add(next);
            }
        }
        rejects.put(selection.table(), changed);
    }

    /** For a test: somebody repairs a record, or spoils it. */
    public synchronized void editRejects(String table, UnaryOperator<String> raw) {
        rejects.computeIfPresent(
                table,
                (any, all) -> new ArrayList<>(
                        all.stream().map(reject -> reject.repaired(raw)).toList()));
    }

    /** Takes a row away, as nobody but a test would. What has landed it counts what is left. */
    synchronized void removeLastRow(String table) {
        List<DataSourcePayload> all = payloads.getOrDefault(table, new ArrayList<>());
        DataSourcePayload last = all.remove(all.size() - 1);
        RowBatchBuilder rest =
                new RowBatchBuilder(last.data().schema(), last.data().rowCount());
        for (int row = 0; row < last.data().rowCount() - 1; row++) {
            rest.copyRow(last.data(), row);
        }
        DataSourcePayload shorter = DataSourcePayload.of(rest.build(), StreamState.EMPTY);
        all.add(shorter);
        counts.merge(table, -1L, Long::sum);
        holdings.values().forEach(landed -> landed.replaced(last, shorter));
    }

    /** How what lands differs from the columns that its table has. */
    synchronized List<SchemaDifference> compare(StreamPlan plan) {
        return SchemaComparison.compare(plan, columns.get(plan.table()));
    }

    /**
     * Makes a table ready and plans its partitions.
     *
     * @throws HeadgateException if the table cannot hold what lands; nothing has changed then
     */
    synchronized void plan(StreamPlan plan, Collection<PartitionKey> keys) {
        RowSchema known = columns.get(plan.table());
        RowSchema now = SchemaComparison.prepared(plan, known);
        columns.put(plan.table(), now);
        if (known != null && !known.equals(now)) {
            // Rows that are kept get the wider types as well, so that a key is found again in any of them.
            payloads.computeIfPresent(plan.table(), (table, kept) -> new ArrayList<>(MemoryRows.widened(kept, now)));
        }
        keys.forEach(key -> checkpoints.putIfAbsent(key, new Owner(0, null)));
    }

    synchronized @Nullable Checkpoint takeOver(PartitionKey key, long epoch) {
        Owner owner = checkpoints.get(key);
        if (owner == null || owner.epoch() > epoch) {
            throw fenced(key);
        }
        checkpoints.put(key, new Owner(epoch, owner.checkpoint()));
        return owner.checkpoint();
    }

    synchronized void requireNotSuperseded(Collection<PartitionKey> keys, long epoch) {
        for (PartitionKey key : keys) {
            Owner owner = checkpoints.get(key);
            if (owner != null && owner.epoch() > epoch) {
                throw fenced(key);
            }
        }
    }

    /** The atomic act: rows, rejected records and checkpoint, or nothing. */
    synchronized void commit(
            StreamPlan plan, PartitionKey key, long epoch, List<Landing> landings, boolean keepRows, Checkpoint upTo) {
        requireOwner(key, epoch);
        if (keepRows) {
            holdings(plan).appended(landings);
        }
        for (Landing landing : landings) {
            counts.merge(landing.table(), (long) landing.payload().data().rowCount(), Long::sum);
            if (keepRows) {
                payloads.computeIfAbsent(landing.table(), any -> new ArrayList<>())
                        .add(landing.payload());
            }
            addRejects(key, landing);
        }
        checkpoints.put(key, new Owner(epoch, upTo));
    }

    /** The same for a stream that is published later: only its rejected records are seen now. */
    synchronized void stage(PartitionKey key, long epoch, List<Landing> landings, Checkpoint upTo) {
        requireOwner(key, epoch);
        landings.forEach(landing -> addRejects(key, landing));
        staged.computeIfAbsent(key, any -> new ArrayList<>()).addAll(landings);
        checkpoints.put(key, new Owner(epoch, upTo));
    }

    private void requireOwner(PartitionKey key, long epoch) {
        Owner owner = checkpoints.get(key);
        if (owner == null || owner.epoch() != epoch) {
            throw fenced(key);
        }
    }

    private void addRejects(PartitionKey key, Landing landing) {
        List<MemoryReject> all = rejects.computeIfAbsent(landing.table(), any -> new ArrayList<>());
        for (RejectedRecord record : landing.payload().rejected()) {
            all.add(MemoryReject.of(++lastReject, key, landing.run(), record));
        }
    }

    /** Applies what was staged of a stream, once. */
    synchronized void publish(StreamPlan plan, long epoch, boolean keepRows) {
        List<PartitionKey> keys =
                plan.partitions().stream().map(plan::partition).toList();
        requireNotSuperseded(keys, epoch);
        Map<String, List<DataSourcePayload>> byTable = new LinkedHashMap<>();
        byTable.put(plan.table(), new ArrayList<>());
        for (PartitionKey key : keys) {
            requireComplete(key);
            for (Landing landing : staged.getOrDefault(key, List.of())) {
                byTable.computeIfAbsent(landing.table(), any -> new ArrayList<>())
                        .add(landing.payload());
            }
        }
        if (published.add(plan.partition(""))) {
            byTable.forEach((table, landed) -> {
                publish(plan, table, landed, keepRows);
                holdings(plan).published(plan, table, landed, MemoryRows.of(payloads(table)));
            });
            keys.forEach(staged::remove);
        }
    }

    private void publish(StreamPlan plan, String table, List<DataSourcePayload> landed, boolean keepRows) {
        RowSchema all = columns.getOrDefault(table, plan.target());
        List<DataSourcePayload> staged = MemoryRows.widened(landed, all);
        List<DataSourcePayload> now =
                switch (plan.mode()) {
                    case APPEND -> throw new IllegalArgumentException("appended rows are not staged");
                    case OVERWRITE -> staged;
                    case MERGE -> new MemoryMerge(plan).apply(payloads(table), staged, all);
                    case SCD2 -> new MemoryHistory(plan).apply(payloads(table), staged, all);
                };
        long rows = now.stream().mapToLong(payload -> payload.data().rowCount()).sum();
        counts.put(table, rows);
        payloads.put(table, keepRows ? new ArrayList<>(now) : new ArrayList<>());
    }

    private MemoryHoldings holdings(StreamPlan plan) {
        return holdings.computeIfAbsent(plan.partition(""), any -> new MemoryHoldings());
    }

    /** What is there of an instance now. */
    synchronized Holdings holdings(StreamPlan plan, ReconcileLevel level) {
        return holdings(plan).now(plan, payloads, level);
    }

    private void requireComplete(PartitionKey key) {
        Owner owner = checkpoints.get(key);
        if (owner == null) {
            throw fenced(key);
        }
        if (owner.checkpoint() == null || !owner.checkpoint().complete()) {
            throw new HeadgateException(
                    CommonErrorCode.INTERNAL_ERROR,
                    "partition '" + key.partition() + "' of stream '" + key.stream()
                            + "' is not finished and cannot be published");
        }
    }

    synchronized void forget(StreamPlan plan) {
        boolean planned = plan.partitions().stream().anyMatch(name -> checkpoints.containsKey(plan.partition(name)));
        if (planned && plan.mode().isStaged() && !published.contains(plan.partition(""))) {
            RejectStore.Selection selection = new RejectStore.Selection(plan.table(), plan.flow(), plan.stream());
            changeRejects(selection, reject -> reject.stored().instance().equals(plan.instance()) ? null : reject);
        }
        for (String partition : plan.partitions()) {
            checkpoints.remove(plan.partition(partition));
            staged.remove(plan.partition(partition));
        }
        published.remove(plan.partition(""));
        holdings.remove(plan.partition(""));
    }

    private static HeadgateException fenced(PartitionKey key) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                "partition '" + key.partition() + "' of stream '" + key.stream()
                        + "' belongs to a younger run, or is not planned in this process");
    }

    /** A payload of a run on its way to a table. */
    record Landing(String table, DataSourcePayload payload, String run) {}
}
