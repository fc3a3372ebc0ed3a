package io.headgate.destination.file;

import io.headgate.api.data.Column;
import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatch;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes rejected records as JSON Lines. One thread. */
final class RejectText {

    private final byte[] start;

    /**
     * @param run what people call the run
     */
    RejectText(PartitionKey key, String run) {
        TextBuffer text = new TextBuffer();
        text.put('{');
        member("flow", key.flow(), text);
        member("instance", key.instance().toString(), text);
        member("run", run, text);
        member("stream", key.stream(), text);
        member("partition", key.partition(), text);
        start = Arrays.copyOf(text.bytes, text.length);
    }

    private static void member(String name, String value, TextBuffer out) {
        JsonText.writeString(name, out);
        out.put(':');
        JsonText.writeString(value, out);
        out.put(',');
    }

    void write(RejectedRecord record, TextBuffer out) {
        out.put(start);
        member("place", record.place(), out);
        member("code", record.code(), out);
        member("reason", record.reason(), out);
        member("step", record.step(), out);
        member("raw", record.raw(), out);
        member("at", Instant.now().toString(), out);
        out.length--;
        out.put('}');
        out.put('\n');
    }

    /** A record that this destination cannot hold, as one. */
    static RejectedRecord rejected(RowBatch batch, int row, int field, UnfitValueException cause) {
        String name = batch.schema().field(field).name();
        return new RejectedRecord(
                batch.place(row),
                cause.code(),
                "field '" + name + "': " + cause.getMessage(),
                raw(batch, row),
                RejectedRecord.DESTINATION);
    }

    /** The record as JSON, whatever it holds: this is what somebody repairs it from. */
    private static String raw(RowBatch batch, int row) {
        TextBuffer text = new TextBuffer();
        for (int field = 0; field < batch.schema().size(); field++) {
            text.put(field == 0 ? '{' : ',');
            JsonText.writeString(batch.schema().field(field).name(), text);
            text.put(':');
            int start = text.length;
            try {
                JsonValues.write(value(batch, row, field), text);
            } catch (RuntimeException e) {
                text.length = start;
                JsonText.writeString(stored(batch.column(field), row), text);
            }
        }
        text.put('}');
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }

    private static @Nullable Object value(RowBatch batch, int row, int field) {
        DataType type = batch.schema().field(field).type();
        boolean text = type == DataType.Primitive.STRING || type == DataType.Primitive.JSON;
        return text && !batch.column(field).isNull(row) ? stored(batch.column(field), row) : batch.value(row, field);
    }

    /** What a column has in store, where that is no value of the column's type. */
    private static String stored(Column column, int row) {
        if (column instanceof Column.Bytes bytes) {
            return Utf8.show(bytes.data(), bytes.start(row), bytes.start(row) + bytes.length(row));
        }
        if (column instanceof Column.Longs longs) {
            return Long.toString(longs.get(row));
        }
        return column instanceof Column.Objects objects ? String.valueOf(objects.get(row)) : "?";
    }
}
