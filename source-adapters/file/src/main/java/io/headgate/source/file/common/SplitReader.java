package io.headgate.source.file.common;

import io.headgate.api.source.RejectedRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads splits, one after the other, into the batch that it was made for. One thread.
 *
 * <p>Order of calls: {@link #open}, then {@link #read} until it returns true, with {@link #position} after each; {@link #close};
 * then perhaps {@code open} again for another split.
 */
public interface SplitReader extends AutoCloseable {

    /**
     * Goes to a place. Before it is called, the file has been found to be the one that was planned.
     *
     * @param file the file up to where the plan reads it
     * @param split the part to read
     * @param from a position that this format gave for the same split; null for its beginning
     */
    void open(SourceFile file, FileSplit split, @Nullable FilePosition from);

    /**
     * Adds records to the batch until the payload is as large as the options want it, or the split has ended. Sets each row's
     * position; the batch's origin is set already.
     *
     * @param rejected takes the records that do not fit
     * @return true if the split has ended. It may say so with its last records, or at the next call without any
     */
    boolean read(List<RejectedRecord> rejected);

    /** Behind the last record that {@code read} has added or rejected: from here exactly what follows is read. */
    FilePosition position();

    /** Closes what {@link #open} has opened. Closing twice, or without having opened, does nothing. */
    @Override
    void close();
}
