package io.headgate.source.file.typed;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.RecordText;
import io.headgate.source.file.common.RawRecords;
import org.jspecify.annotations.Nullable;

/** What a format implements besides whose readers add records through {@link TypedRows}: those that it has rejected can be read again. */
public interface TypedRecords extends RawRecords {

    @Override
    default @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        return RecordText.read(rejected, rows);
    }
}
