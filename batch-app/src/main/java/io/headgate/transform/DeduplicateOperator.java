package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.source.RejectedRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Leaves out a record whose key is that of one of the records it has kept last. The keys of these are its state. */
final class DeduplicateOperator implements Operator {

    private static final int KEY_BYTES = 16;

    private final KeyHash hash;
    private final int window;
    private final ArrayDeque<UUID> order = new ArrayDeque<>();
    private final Set<UUID> keys = new HashSet<>();

    DeduplicateOperator(int[] fields, int window) {
        this.hash = new KeyHash(fields);
        this.window = window;
    }

    @Override
    public RowBatch apply(RowBatch batch, List<RejectedRecord> rejected) {
        RowSieve sieve = new RowSieve(batch, rejected);
        for (int row = 0; row < batch.rowCount(); row++) {
            if (!isNew(hash.of(batch, row))) {
                sieve.drop(row);
            }
        }
        return sieve.sift(batch);
    }

    private boolean isNew(UUID key) {
        if (!keys.add(key)) {
            return false;
        }
        order.addLast(key);
        if (order.size() > window) {
            keys.remove(order.removeFirst());
        }
        return true;
    }

    /** The window as text, oldest key first. */
    String state() {
        ByteBuffer bytes = ByteBuffer.allocate(order.size() * KEY_BYTES);
        order.forEach(key -> bytes.putLong(key.getMostSignificantBits()).putLong(key.getLeastSignificantBits()));
        return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
    }

    void restore(String state) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(state));
        while (bytes.remaining() >= KEY_BYTES) {
            isNew(new UUID(bytes.getLong(), bytes.getLong()));
        }
    }
}
