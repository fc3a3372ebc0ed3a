package io.headgate.source.file.typed;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowJson;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records of a file whose values have types already. A value that does not fit does not end the batch: its record is
 * taken out when the batch is built and becomes a rejected one, with all of its values as JSON. One thread.
 */
public final class TypedRows {

    private static final int MAX_SHOWN = 1 << 20;

    private final ReadOptions options;
    private final RowBatchBuilder rows;
    private final List<BadValue> bad = new ArrayList<>();
    private long nestedBytes;

    private record BadValue(int row, String field, String code, String reason, @Nullable Object value) {}

    /** The records that fit, and those that do not, in the order of the file. */
    public record Batch(RowBatch data, List<RejectedRecord> rejected) {}

    public TypedRows(ReadOptions options) {
        this.options = options;
        this.rows = new RowBatchBuilder(options.schema(), options.rows());
    }

    /** Where values go. Its typed column builders stay valid. */
    public RowBatchBuilder builder() {
        return rows;
    }

    /** What a reader of this field reports its problems to. */
    public ValueProblems problems(String field) {
        return (code, reason, value) -> reject(field, code, reason, value);
    }

    /** The current record will be a rejected one; whatever else is set of it is shown in its raw text. */
    public void reject(String field, String code, String reason, @Nullable Object value) {
        bad.add(new BadValue(rows.rowCount(), field, code, "field '" + field + "' " + reason, value));
    }

    /** Counts memory that a column of objects does not know of: elements of lists, entries of maps. */
    public void weigh(long bytes) {
        nestedBytes += bytes;
    }

    /**
     * @param position where the record stands in its file: a row number
     */
    public void endRow(long position) {
        rows.position(position);
        rows.endRow();
    }

    /** Whether the payload that is wanted is complete. */
    public boolean isFull() {
        int count = rows.rowCount();
        return count >= options.rows() || count > 0 && rows.sizeBytes() + nestedBytes >= options.bytes();
    }

    public boolean isEmpty() {
        return rows.rowCount() == 0;
    }

    /** Hands the records over and starts anew. */
    public Batch build() {
        RowBatch all = rows.build();
        nestedBytes = 0;
        if (bad.isEmpty()) {
            return new Batch(all, List.of());
        }
        List<RejectedRecord> rejected = new ArrayList<>();
        int[] good = new int[all.rowCount()];
        int kept = 0;
        int next = 0;
        for (int row = 0; row < all.rowCount(); row++) {
            int first = next;
            while (next < bad.size() && bad.get(next).row() == row) {
                next++;
            }
            if (next == first) {
                good[kept++] = row;
            } else {
                rejected.add(rejected(all, row, bad.subList(first, next)));
            }
        }
        bad.clear();
        return new Batch(all.keep(good, kept), rejected);
    }

    private static RejectedRecord rejected(RowBatch all, int row, List<BadValue> values) {
        Map<String, @Nullable Object> record = new LinkedHashMap<>(all.toMap(row));
        values.forEach(value -> record.put(value.field(), value.value()));
        String raw = RowJson.text(record);
        BadValue first = values.get(0);
        return new RejectedRecord(
                all.place(row),
                first.code(),
                first.reason(),
                raw.length() > MAX_SHOWN ? raw.substring(0, MAX_SHOWN) + "…" : raw);
    }
}
