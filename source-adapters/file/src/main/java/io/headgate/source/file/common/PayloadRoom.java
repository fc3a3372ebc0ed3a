package io.headgate.source.file.common;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;

/** Says when a payload is full, without asking every column for its size after each record. One thread. */
public final class PayloadRoom {

    /** Storage of a value beyond the text it was made from, at most: offsets, and objects for large decimals. */
    private static final int MAX_BYTES_PER_VALUE = 64;

    /** How much larger objects are than the text they were made from, about. */
    private static final int OBJECT_GROWTH = 8;

    private final RowBatchBuilder batch;
    private final ReadOptions options;
    private final long fixed;
    /** A batch does not know how large the objects of a list, a struct or a map are: then the bounds alone count. */
    private final boolean nested;

    private int rejected;
    private long rejectedBytes;
    private long room;

    public PayloadRoom(RowBatchBuilder batch, ReadOptions options) {
        this.batch = batch;
        this.options = options;
        this.fixed = (long) MAX_BYTES_PER_VALUE * batch.schema().size();
        this.nested = batch.schema().fields().stream().anyMatch(field -> isNested(field.type()));
    }

    private static boolean isNested(DataType type) {
        return type instanceof DataType.ListOf || type instanceof DataType.Struct || type instanceof DataType.MapOf;
    }

    /** Begins a payload. */
    public void begin() {
        rejected = 0;
        rejectedBytes = 0;
        room = options.bytes();
    }

    /** Whether another record may be added. */
    public boolean isOpen() {
        if (batch.rowCount() + rejected >= options.rows()) {
            return false;
        }
        if (room <= 0 && !nested) {
            room = options.bytes() - batch.sizeBytes() - rejectedBytes;
        }
        return room > 0;
    }

    /**
     * A record was added.
     *
     * @param mostBytes upper bound of what its values take, apart from a fixed amount for each
     */
    public void added(long mostBytes) {
        room -= fixed + (nested ? OBJECT_GROWTH * mostBytes : mostBytes);
    }

    /** A record was rejected, with so many bytes of text. */
    public void rejected(long bytes) {
        rejected++;
        rejectedBytes += bytes;
        room -= bytes;
    }
}
