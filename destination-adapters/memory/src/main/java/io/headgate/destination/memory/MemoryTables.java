package io.headgate.destination.memory;

import io.headgate.api.data.RowBatch;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been landed under one name in this process: tables, rejected records and checkpoints, changed together under one lock.
 * A test finds it by the destination's target, or its id if it has none. Any thread may call.
 */
public final class MemoryTables {

    private static final Map<String, MemoryTables> ALL = new ConcurrentHashMap<>();

    private final Map<String, List<DataSourcePayload>> payloads = new LinkedHashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final Map<String, List<RejectedRecord>> rejects = new HashMap<>();
    private final Map<PartitionKey, Owner> checkpoints = new HashMap<>();

    private record Owner(long epoch, @Nullable Checkpoint checkpoint) {}

    private MemoryTables() {}

    /** The tables of that name, empty at first. */
    public static MemoryTables of(String name) {
        return ALL.computeIfAbsent(name, any -> new MemoryTables());
    }

    /** Forgets everything, checkpoints included. */
    public synchronized void clear() {
        payloads.clear();
        counts.clear();
        rejects.clear();
        checkpoints.clear();
    }

    /** Names of the tables that have been landed in. */
    public synchronized Set<String> names() {
        return new TreeSet<>(counts.keySet());
    }

    /** A table's rows in the order of their commits; empty if it is unknown or rows are not kept. */
    public synchronized List<Map<String, @Nullable Object>> rows(String table) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (DataSourcePayload payload : payloads.getOrDefault(table, List.of())) {
            RowBatch data = payload.data();
            for (int row = 0; row < data.rowCount(); row++) {
                rows.add(data.toMap(row));
            }
        }
        return rows;
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
        return List.copyOf(rejects.getOrDefault(table, List.of()));
    }

    synchronized void plan(Collection<PartitionKey> keys) {
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
    synchronized void commit(PartitionKey key, long epoch, List<Landing> landings, boolean keepRows, Checkpoint upTo) {
        Owner owner = checkpoints.get(key);
        if (owner == null || owner.epoch() != epoch) {
            throw fenced(key);
        }
        for (Landing landing : landings) {
            counts.merge(landing.table(), (long) landing.payload().data().rowCount(), Long::sum);
            if (keepRows) {
                payloads.computeIfAbsent(landing.table(), any -> new ArrayList<>())
                        .add(landing.payload());
            }
            rejects.computeIfAbsent(landing.table(), any -> new ArrayList<>())
                    .addAll(landing.payload().rejected());
        }
        checkpoints.put(key, new Owner(epoch, upTo));
    }

    synchronized void forget(Collection<PartitionKey> keys) {
        keys.forEach(checkpoints::remove);
    }

    private static HeadgateException fenced(PartitionKey key) {
        return new HeadgateException(
                CommonErrorCode.FENCED,
                "partition '" + key.partition() + "' of stream '" + key.stream()
                        + "' belongs to a younger run, or is not planned in this process");
    }

    /** A payload on its way to a table. */
    record Landing(String table, DataSourcePayload payload) {}
}
