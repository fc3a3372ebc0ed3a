package io.headgate.testkit.reference;

import io.headgate.api.destination.PartitionKey;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A whole database in one file, which each transaction replaces in one act. */
final class ReferenceStore {

    private final Path file;

    ReferenceStore(Path file) {
        this.file = file;
    }

    /** What the file holds. */
    static final class Content implements Serializable {
        private static final long serialVersionUID = 1L;

        final Map<String, List<Map<String, @Nullable Object>>> rows = new HashMap<>();
        final Map<String, List<String>> columns = new HashMap<>();
        final Map<String, List<Reject>> rejects = new HashMap<>();
        final Map<String, Owner> owners = new HashMap<>();
        final Set<String> published = new HashSet<>();
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

    /** A rejected record. */
    record Reject(String place, String code, String reason, String raw) implements Serializable {

        static Reject of(RejectedRecord record) {
            return new Reject(record.place(), record.code(), record.reason(), record.raw());
        }

        RejectedRecord record() {
            return new RejectedRecord(place, code, reason, raw);
        }
    }

    static String key(PartitionKey key, DestinationFlaw flaw) {
        String instance =
                flaw == DestinationFlaw.SHARES_CHECKPOINTS_BETWEEN_INSTANCES ? "any" : String.valueOf(key.instance());
        return String.join("/", key.flow(), instance, key.stream(), key.partition());
    }

    /** Changes the content in one act: all of it, or nothing if the action throws or the process dies. */
    <T> T transact(Function<Content, T> action) {
        synchronized (ReferenceStore.class) {
            Content content = read();
            T result = action.apply(content);
            write(content);
            return result;
        }
    }

    Content read() {
        try {
            if (!Files.exists(file)) {
                return new Content();
            }
            try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
                return (Content) in.readObject();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(Content content) {
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

    List<Map<String, @Nullable Object>> rows(String table) {
        return read().rows.getOrDefault(table, List.of());
    }

    List<RejectedRecord> rejects(String table) {
        List<RejectedRecord> records = new ArrayList<>();
        read().rejects.getOrDefault(table, List.of()).forEach(reject -> records.add(reject.record()));
        return records;
    }
}
