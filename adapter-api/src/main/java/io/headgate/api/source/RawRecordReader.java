package io.headgate.api.source;

import io.headgate.api.data.RowBatchBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link IDataSourceStream} implements besides if it can read a record again from the raw text that it once rejected it
 * with, perhaps repaired by somebody. Without it such records cannot be replayed.
 *
 * <p>Called while its source is connected, one thread at a time.
 */
public interface RawRecordReader {

    /**
     * Reads a record as if it stood in the source. A text that was shortened, or in which bytes are written as {@code \xNN}, is no
     * record: it is rejected as long as nobody has repaired it, never read as something that the source does not have.
     *
     * @param rejected place and raw text, which holds exactly one record
     * @param rows takes the record as one row, ended; untouched if the record is rejected. Its schema is that of the run, as {@link
     *     ReadOptions#schema} gives it. Its origin is set; the position is that of the place
     * @return null if the row was added, else the record with the reason why not, and with the same place and raw text
     */
    @Nullable
    RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows);
}
