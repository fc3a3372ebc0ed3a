package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The key of a record as 128 bits of SHA-256: two different keys never meet, by chance or on purpose, so that no record is taken
 * for another one. One thread.
 */
final class KeyHash {

    private final int[] fields;
    private final CellBytes bytes = new CellBytes();
    private final MessageDigest digest = sha256();
    private final byte[] result = new byte[32];
    private final ByteBuffer view = ByteBuffer.wrap(result);

    KeyHash(int[] fields) {
        this.fields = fields;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    boolean hasNull(RowBatch batch, int row) {
        for (int field : fields) {
            if (batch.column(field).isNull(row)) {
                return true;
            }
        }
        return false;
    }

    /** 128 bits, held in a UUID because that is small and comparable. */
    UUID of(RowBatch batch, int row) {
        for (int field : fields) {
            bytes.write(batch.column(field), row, digest::update);
        }
        try {
            digest.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        return new UUID(view.getLong(0), view.getLong(8));
    }
}
