package io.headgate.transform;

import io.headgate.api.data.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A value as bytes, for hashing: the same value gives the same bytes, on every machine and in every version. Its length stands in
 * front of it, so that neighbours cannot run into each other, and null is no value. One thread.
 */
final class CellBytes {

    private final byte[] eight = new byte[8];
    private final ByteBuffer buffer = ByteBuffer.wrap(eight);

    /** Takes bytes. */
    interface Sink {
        void update(byte[] bytes, int start, int length);
    }

    void write(Column column, int row, Sink sink) {
        if (column.isNull(row)) {
            length(-1, sink);
        } else if (column instanceof Column.Bytes bytes) {
            length(bytes.length(row), sink);
            sink.update(bytes.data(), bytes.start(row), bytes.length(row));
        } else if (column instanceof Column.Longs longs) {
            eight(longs.get(row), sink);
        } else if (column instanceof Column.Ints ints) {
            eight(ints.get(row), sink);
        } else if (column instanceof Column.Doubles doubles) {
            // 0.0 and -0.0 are equal, so they hash alike.
            eight(Double.doubleToLongBits(doubles.get(row) + 0.0), sink);
        } else {
            Object value = Objects.requireNonNull(((Column.Objects) column).get(row));
            byte[] text = String.valueOf(RecordJson.printable(value)).getBytes(StandardCharsets.UTF_8);
            length(text.length, sink);
            sink.update(text, 0, text.length);
        }
    }

    private void eight(long value, Sink sink) {
        length(8, sink);
        buffer.putLong(0, value);
        sink.update(eight, 0, 8);
    }

    private void length(int length, Sink sink) {
        buffer.putInt(0, length);
        sink.update(eight, 0, 4);
    }
}
