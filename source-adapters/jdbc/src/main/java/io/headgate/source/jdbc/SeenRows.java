package io.headgate.source.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A set of records, each known by 64 bits of a hash of its cursor and key. With the most records that are kept here the odds that
 * a record is taken for another one are one in 10^12. Immutable.
 */
final class SeenRows {

    /** So that a plan and a state stay small: 11 characters a record. */
    static final int MOST = 4_000;

    static final SeenRows NONE = new SeenRows(new long[0]);

    private final long[] sorted;

    private SeenRows(long[] sorted) {
        this.sorted = sorted;
    }

    static SeenRows of(List<List<String>> rows) {
        long[] hashes = rows.stream().mapToLong(SeenRows::hash).sorted().toArray();
        return new SeenRows(hashes);
    }

    static SeenRows fromText(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
        long[] hashes = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(hashes);
        return new SeenRows(hashes);
    }

    String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
        bytes.asLongBuffer().put(sorted);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    boolean contains(List<String> row) {
        return Arrays.binarySearch(sorted, hash(row)) >= 0;
    }

    boolean containsAll(SeenRows other) {
        return Arrays.stream(other.sorted).allMatch(hash -> Arrays.binarySearch(sorted, hash) >= 0);
    }

    int size() {
        return sorted.length;
    }

    private static long hash(List<String> row) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String value : row) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
