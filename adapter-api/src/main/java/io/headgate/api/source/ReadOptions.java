package io.headgate.api.source;

import io.headgate.api.data.RowSchema;
import java.time.Duration;

/**
 * What the reader wants of a cursor.
 *
 * @param schema the schema planned for this job instance; every batch has exactly this one
 * @param rows records wanted in a payload, an upper bound
 * @param bytes size wanted of a payload; a cursor may exceed it by one record
 * @param maxWait a slow source returns what it has after this long
 */
public record ReadOptions(RowSchema schema, int rows, long bytes, Duration maxWait) {

    public static final int DEFAULT_ROWS = 50_000;
    public static final long DEFAULT_BYTES = 16L << 20;
    public static final Duration DEFAULT_MAX_WAIT = Duration.ofSeconds(10);

    public ReadOptions {
        if (rows < 1 || bytes < 1 || maxWait.isNegative() || maxWait.isZero()) {
            throw new IllegalArgumentException("rows, bytes and maxWait must be positive");
        }
    }

    public static ReadOptions of(RowSchema schema) {
        return new ReadOptions(schema, DEFAULT_ROWS, DEFAULT_BYTES, DEFAULT_MAX_WAIT);
    }

    public ReadOptions withRows(int newRows) {
        return new ReadOptions(schema, newRows, bytes, maxWait);
    }

    public ReadOptions withBytes(long newBytes) {
        return new ReadOptions(schema, rows, newBytes, maxWait);
    }
}
