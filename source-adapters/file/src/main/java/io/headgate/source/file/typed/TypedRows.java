package io.headgate.source.file.typed;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.RecordText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds the records of a file whose values have types already to a batch. One with a value that does not fit becomes a rejected
 * record, with all of its values as JSON. One thread.
 */
public final class TypedRows {

    private static final int MAX_SHOWN = 1 << 20;

    private final RowBatchBuilder rows;
    private final ReadOptions options;
    private final List<BadValue> bad = new ArrayList<>();
    private List<RejectedRecord> rejected = new ArrayList<>();
    private int rejectedBefore;
    private long otherBytes;
    private String file = "";

    private record BadValue(String field, String code, String reason, @Nullable Object value) {}

    public TypedRows(RowBatchBuilder rows, ReadOptions options) {
        this.rows = rows;
        this.options = options;
    }

    /** Where values go. Its typed column builders stay valid. */
    public RowBatchBuilder builder() {
        return rows;
    }

    /** Begins a file, by the name that places have. */
    public void file(String name) {
        file = name;
    }

    /**
     * Begins a payload.
     *
     * @param into takes the records that do not fit
     */
    public void begin(List<RejectedRecord> into) {
        rejected = into;
        rejectedBefore = into.size();
        otherBytes = 0;
    }

    /** What a reader of this field reports its problems to. */
    public ValueProblems problems(String field) {
        return (code, reason, value) -> reject(field, code, reason, value);
    }

    /** The current record will be a rejected one; whatever is set of it besides is shown in its raw text. */
    public void reject(String field, String code, String reason, @Nullable Object value) {
        bad.add(new BadValue(field, code, "field '" + field + "' " + reason, value));
    }

    /** Counts memory that a column of objects does not know of: elements of lists, entries of maps. */
    public void weigh(long bytes) {
        otherBytes += bytes;
    }

    /**
     * Ends the current record.
     *
     * @param position where it stands in its file: a row number
     */
    public void endRow(long position) {
        if (bad.isEmpty()) {
            rows.position(position);
            rows.endRow();
            return;
        }
        RejectedRecord record = record(position);
        otherBytes += record.raw().length();
        rejected.add(record);
        discardRow();
    }

    private RejectedRecord record(long position) {
        Map<String, @Nullable Object> misfits = new LinkedHashMap<>();
        bad.forEach(value -> misfits.put(value.field(), value.value()));
        String raw = RecordText.write(rows.schema(), rows.currentRow(), misfits);
        BadValue first = bad.get(0);
        return new RejectedRecord(
                file + ":" + position,
                first.code(),
                first.reason(),
                raw.length() > MAX_SHOWN ? raw.substring(0, MAX_SHOWN) + "…" : raw);
    }

    /** Passes over the current record. */
    public void discardRow() {
        bad.clear();
        rows.discardRow();
    }

    /** Whether the payload that is wanted is complete. */
    public boolean isFull() {
        int count = rows.rowCount() + rejected.size() - rejectedBefore;
        return count >= options.rows() || count > 0 && rows.sizeBytes() + otherBytes >= options.bytes();
    }
}
