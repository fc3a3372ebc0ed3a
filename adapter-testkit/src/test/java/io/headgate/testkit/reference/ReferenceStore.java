package io.headgate.testkit.reference;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A database of one file, which each transaction replaces in one act; or, where nothing is killed, of none. A transaction checks
 * before it changes anything, so that one that throws has changed nothing.
 */
public final class ReferenceStore {

    private final @Nullable Path file;
    private final Content content = new Content();
    /** Rows that a broken writer shows before they are committed. */
    final List<Map<String, @Nullable Object>> shownTooEarly = new CopyOnWriteArrayList<>();

    private ReferenceStore(@Nullable Path file) {
        this.file = file;
    }

    public static ReferenceStore in(Path file) {
        return new ReferenceStore(file);
    }

    public static ReferenceStore inMemory() {
        return new ReferenceStore(null);
    }

    /** What the file holds. */
    static final class Content implements Serializable {
        private static final long serialVersionUID = 1L;

        final Map<String, List<Map<String, @Nullable Object>>> rows = new HashMap<>();
        /** Types by name, in the order of the table. */
        final Map<String, LinkedHashMap<String, String>> columns = new HashMap<>();

        final Map<String, List<Reject>> rejects = new HashMap<>();
        long lastReject;
        final Map<String, Owner> owners = new HashMap<>();
        final Set<String> published = new HashSet<>();
        /** The rows that an instance has landed: the same objects as in {@link #rows}. */
        final Map<String, List<Map<String, @Nullable Object>>> landed = new HashMap<>();
        /** How many records of an instance stood ready when it was published. */
        final Map<String, Integer> ready = new HashMap<>();
        /** Committed rows of an instance that are not published yet, by the place of their partition. */
        final Map<String, TreeMap<Integer, List<Map<String, @Nullable Object>>>> staged = new HashMap<>();
    }

    /** Who writes a partition, and how far it is; the sequence is -1 before the first commit. */
    record Owner(long epoch, long sequence, long read, long written, long rejected, String state, boolean complete)
            implements Serializable {

        static final Owner NOBODY = new Owner(0, -1, 0, 0, 0, "", false);

        Owner withEpoch(long newEpoch) {
            return new Owner(newEpoch, sequence, read, written, rejected, state, complete);
        }

        static Owner of(long epoch, Checkpoint at) {
            return new Owner(
                    epoch,
                    at.sequence(),
                    at.recordsRead(),
                    at.recordsWritten(),
                    at.recordsRejected(),
                    at.state(),
                    at.complete());
        }

        @Nullable
        Checkpoint checkpoint() {
            return sequence < 0 ? null : new Checkpoint(sequence, read, written, rejected, state, complete);
        }
    }

    /** A rejected record; claimed by nobody if the epoch is 0. */
    record Reject(
            long id,
            String flow,
            UUID instance,
            String run,
            String stream,
            String place,
            String code,
            String reason,
            String raw,
            String step,
            Instant at,
            @Nullable UUID claim,
            long claimEpoch)
            implements Serializable {

        static Reject of(long id, StreamPlan plan, RejectedRecord record) {
            return new Reject(
                    id,
                    plan.flow(),
                    plan.instance(),
                    plan.run(),
                    plan.stream(),
                    record.place(),
                    record.code(),
                    record.reason(),
                    record.raw(),
                    record.step(),
                    Instant.now(),
                    null,
                    0);
        }

        Reject claimedBy(UUID replay, long epoch) {
            return new Reject(id, flow, instance, run, stream, place, code, reason, raw, step, at, replay, epoch);
        }

        Reject repaired(UnaryOperator<String> repair) {
            return new Reject(
                    id,
                    flow,
                    instance,
                    run,
                    stream,
                    place,
                    code,
                    reason,
                    repair.apply(raw),
                    step,
                    at,
                    claim,
                    claimEpoch);
        }

        RejectedRecord record() {
            return new RejectedRecord(place, code, reason, raw, step);
        }

        StoredReject stored() {
            return new StoredReject(Long.toString(id), flow, instance, run, stream, record(), at, claim);
        }
    }

    static String key(PartitionKey key, DestinationFlaw flaw) {
        String instance =
                flaw == DestinationFlaw.SHARES_CHECKPOINTS_BETWEEN_INSTANCES ? "any" : String.valueOf(key.instance());
        return String.join("/", key.flow(), instance, key.stream(), key.partition());
    }

    /** Changes the content in one act: all of it, or nothing if the process dies within. */
    synchronized <T> T transact(Function<Content, T> action) {
        if (file == null) {
            return action.apply(content);
        }
        Content stored = read(file);
        T result = action.apply(stored);
        write(file, stored);
        return result;
    }

    private static Content read(Path file) {
        if (!Files.exists(file)) {
            return new Content();
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            return (Content) in.readObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, Content content) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(content);
            }
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, bytes.toByteArray());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Somebody edits the rejected records of a table. */
    public void repair(String table, UnaryOperator<String> repair) {
        transact(stored -> {
            stored.rejects.getOrDefault(table, new ArrayList<>()).replaceAll(reject -> reject.repaired(repair));
            return table;
        });
    }

    /** What can be seen of a table. */
    public synchronized List<Map<String, @Nullable Object>> rows(String table) {
        List<Map<String, @Nullable Object>> rows =
                new ArrayList<>((file == null ? content : read(file)).rows.getOrDefault(table, List.of()));
        rows.addAll(shownTooEarly);
        return rows;
    }

    /** As somebody else would, behind the destination's back. */
    public void removeRow(String table) {
        transact(all -> all.rows.get(table).remove(0));
    }

    public synchronized List<RejectedRecord> rejects(String table) {
        List<RejectedRecord> records = new ArrayList<>();
        Content seen = file == null ? content : read(file);
        seen.rejects.getOrDefault(table, List.of()).forEach(reject -> records.add(reject.record()));
        return records;
    }
}
