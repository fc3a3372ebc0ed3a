package io.headgate.transform;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of all {@code unique} rules of one partition, in a file, because a run may have more of them than memory holds. One
 * thread.
 *
 * <p>What if the process dies: {@link #endChunk} makes a chunk's keys durable <em>before</em> the destination commits the chunk, so
 * the file is never behind the destination. It may be ahead, by the chunks whose commit did not come about. Each key therefore
 * carries the session (one opening of the file) and the chunk that added it, and each opening writes down up to which chunk the
 * keys of earlier sessions count: up to the checkpoint that it resumes from. Keys beyond it are as good as absent; their records
 * are read again.
 */
final class UniqueKeyStore implements AutoCloseable {

    private static final int SEQUENCE_BITS = 40;
    private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;
    private static final String DURABLE = "durable";
    private static final int FILL_PERCENT = 60;
    private static final int COMPACTED_BYTES = 16 << 20;

    private final MVStore store;
    private final @Nullable Path file;
    private final List<MVMap<UUID, Long>> keys = new ArrayList<>();
    /** Of each session: the last chunk whose keys count. */
    private final MVMap<Integer, Long> sessions;

    private final MVMap<String, Long> marks;
    private final List<Long> limits = new ArrayList<>();
    private final int session;
    private long sequence;

    /**
     * @param file where the keys are; null to keep them in memory, for a look only
     * @param rules how many rules of {@code unique} there are
     * @param checkpoint sequence number of the checkpoint that the partition goes on from; 0 at the beginning
     * @throws HeadgateException {@code UNIQUE_KEYS_LOST} if the file does not reach up to the checkpoint
     */
    UniqueKeyStore(@Nullable Path file, int rules, long checkpoint) {
        this.file = file;
        this.sequence = checkpoint;
        if (file != null && checkpoint > 0 && !Files.exists(file)) {
            throw lost("is not there");
        }
        this.store = open(file);
        this.sessions = store.openMap("sessions");
        this.marks = store.openMap("marks");
        if (checkpoint > marks.getOrDefault(DURABLE, 0L)) {
            store.closeImmediately();
            throw lost("is older than what has landed");
        }
        for (int i = 0; i < rules; i++) {
            keys.add(store.openMap("keys." + i));
        }
        this.session = sessions.size();
        for (int earlier = 0; earlier < session; earlier++) {
            long limit = Math.min(sessions.getOrDefault(earlier, 0L), checkpoint);
            sessions.put(earlier, limit);
            limits.add(limit);
        }
        sessions.put(session, SEQUENCE_MASK);
        limits.add(SEQUENCE_MASK);
        commit();
    }

    private static MVStore open(@Nullable Path file) {
        try {
            if (file != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            // Only a chunk's end writes: in between, every megabyte would rewrite most pages.
            MVStore.Builder builder = new MVStore.Builder().autoCommitDisabled().autoCommitBufferSize(0);
            MVStore opened = (file == null ? builder : builder.fileName(file.toString())).open();
            // Every commit is synced, so that room which is free by now can be used again at once.
            opened.setRetentionTime(0);
            opened.setVersionsToKeep(0);
            return opened;
        } catch (MVStoreException e) {
            throw new HeadgateException(
                    TransformErrorCode.UNIQUE_KEYS_LOST,
                    "the keys of unique rules in " + file + " cannot be opened: " + e.getMessage()
                            + ". If another process of this flow still holds them, end it; the rerun resumes. If the file is"
                            + " damaged, start anew with fresh=true",
                    e);
        } catch (IOException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, "the folder of " + file + " cannot be made: " + e.getMessage(), e);
        }
    }

    private HeadgateException lost(String what) {
        return new HeadgateException(
                TransformErrorCode.UNIQUE_KEYS_LOST,
                "the file " + file + " with the keys that unique rules have seen " + what
                        + ", so that doubles could not be told any more. Bring it back to resume, or start anew with"
                        + " fresh=true");
    }

    UniqueKeys rule(int index) {
        MVMap<UUID, Long> map = keys.get(index);
        return new UniqueKeys() {
            @Override
            public boolean contains(UUID key) {
                Long added = map.get(key);
                return added != null && (added & SEQUENCE_MASK) <= limits.get((int) (added >> SEQUENCE_BITS));
            }

            @Override
            public void add(UUID key) {
                // A key that counts keeps its mark: the new one may never become durable.
                if (!contains(key)) {
                    map.put(key, ((long) session << SEQUENCE_BITS) | (sequence + 1));
                }
            }
        };
    }

    /** Makes the keys of the chunk durable, before the chunk is. */
    void endChunk() {
        sequence++;
        marks.put(DURABLE, Math.max(sequence, marks.getOrDefault(DURABLE, 0L)));
        commit();
    }

    private void commit() {
        try {
            store.commit();
            if (file != null) {
                store.sync();
                compact();
            }
        } catch (MVStoreException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED,
                    "the keys of unique rules cannot be written to " + file + ": " + e.getMessage()
                            + ". Make room on the disk; the rerun resumes",
                    e);
        }
    }

    /**
     * Keys come in no order, so each commit leaves most of an older one behind. What was moved is synced before the room that it
     * left is used again.
     */
    private void compact() {
        if (store.compact(FILL_PERCENT, COMPACTED_BYTES)) {
            store.sync();
        }
    }

    /** What is not committed counts for nothing, so there is nothing to save. */
    @Override
    public void close() {
        store.closeImmediately();
    }
}
