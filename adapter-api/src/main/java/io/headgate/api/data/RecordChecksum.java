package io.headgate.api.data;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A checksum over records in any order, the same wherever it is computed: the first 128 bits of a SHA-256 over names and values of
 * each record, added up modulo 2^128. A record that is lost, doubled or changed shows; two that have changed places do not.
 *
 * <p>Names and types of the fields are those of the stream, not those of the place where the records lie. The order of the fields
 * does not count, nor does a wider type of the same family. Of JSON, LIST, STRUCT and MAP only counts whether there is a value: the
 * same value has more than one text. One thread.
 */
public final class RecordChecksum {

    /** The text of a sum over no records. */
    public static final String NONE = "0".repeat(32);

    private final RecordHash hash;
    private long high;
    private long low;
    private long records;

    /**
     * @param schema of the batches that will be added
     * @param fields names of the fields that count
     */
    public RecordChecksum(RowSchema schema, List<String> fields) {
        this.hash = new RecordHash(schema, fields, true);
    }

    /** Adds one record. */
    public void add(RowBatch batch, int row) {
        ByteBuffer bytes = ByteBuffer.wrap(hash.hash(batch, row));
        add(bytes.getLong(), bytes.getLong());
        records++;
    }

    /** Adds all records of a batch. */
    public void add(RowBatch batch) {
        for (int row = 0; row < batch.rowCount(); row++) {
            add(batch, row);
        }
    }

    private void add(long moreHigh, long moreLow) {
        low += moreLow;
        high += moreHigh + (Long.compareUnsigned(low, moreLow) < 0 ? 1 : 0);
    }

    /** Records that were added. */
    public long records() {
        return records;
    }

    /** The sum as 32 hexadecimal digits. */
    public String text() {
        return String.format("%016x%016x", high, low);
    }

    /** The sum over the records of both. */
    public static String sum(String text, String other) {
        BigInteger sum = new BigInteger(text, 16).add(new BigInteger(other, 16));
        String digits = NONE + sum.toString(16);
        return digits.substring(digits.length() - NONE.length());
    }
}
