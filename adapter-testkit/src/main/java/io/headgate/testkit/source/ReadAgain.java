package io.headgate.testkit.source;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.MemorySourceState;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first stream of a source makes of the raw text of a rejected record.
 *
 * @param record the record with its fields, nulls included; null if it was rejected again
 * @param rejected null if it was read
 */
public record ReadAgain(@Nullable Map<String, @Nullable Object> record, @Nullable RejectedRecord rejected) {

    /** Of the record as it was rejected. */
    public static ReadAgain of(IDataSource source, RejectedRecord rejected) {
        try (source) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = source.streams().get(0);
            RowBatchBuilder rows = new RowBatchBuilder(stream.schema(), 1);
            String place = rejected.place();
            rows.origin(place.substring(0, Math.max(0, place.lastIndexOf(':'))));
            RejectedRecord again = ((RawRecordReader) stream).readRaw(rejected, rows);
            RowBatch read = rows.build();
            if (read.rowCount() == 0) {
                return new ReadAgain(null, again);
            }
            if (!read.place(0).equals(place)) {
                throw new AssertionError("the record is at " + read.place(0) + ", and was at " + place);
            }
            return new ReadAgain(read.toMap(0), again);
        }
    }

    /** Of the record with another text. */
    public static ReadAgain repaired(IDataSource source, RejectedRecord rejected, String raw) {
        return of(source, new RejectedRecord(rejected.place(), rejected.code(), rejected.reason(), raw));
    }
}
