package io.headgate.source.file.common;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.RejectedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FileFormat} implements besides if it can read a record again from the raw text that it was rejected with, see {@link
 * io.headgate.api.source.RawRecordReader}.
 */
public interface RawRecords {

    /**
     * @param rows of the format's own columns, without those that come from the file's path and time
     * @return null if the row was added, else the record with the reason why not
     */
    @Nullable
    RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows);
}
