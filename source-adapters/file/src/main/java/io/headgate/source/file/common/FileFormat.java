package io.headgate.source.file.common;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.ReadOptions;
import java.util.List;
import java.util.Map;

/**
 * A kind of files, as one source is configured to read them: what the columns are, where a file can be cut, and how a part is read.
 * {@link FileSource} does the rest: which files there are, what of them is new, what each partition reads, and the state.
 *
 * <p>Order of calls: {@link #inspect} once per stream, before a plan; then, for each file that a plan reads, {@link #records}, {@link
 * #canCut} and perhaps {@link #cuts}. In another process perhaps, and for many partitions at the same time, {@link #reader}. Any
 * thread; no state.
 */
public interface FileFormat {

    /**
     * Whether records are appended to such a file, so that one that has grown is read on from its old end. Any other file is read
     * as a whole, once, and when it was not written for a while; it must not change afterwards.
     */
    default boolean appendable(SourceFile file) {
        return false;
    }

    /** Whether a file can be read in parts, each by another partition. */
    default boolean canCut(SourceFile file) {
        return false;
    }

    /**
     * Finds out the columns.
     *
     * @param files what is to be read, in the order of names; each may be looked at up to its end, from its very beginning. Empty ones
     *     may be among them
     * @param remembered types of the columns in the last run, if the source is incremental; a declaration of the user comes first
     */
    FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered);

    /**
     * How many records a file has, by its own word: a footer, an index. -1 if nobody knows without reading it. Where it is known, the
     * lines of {@link FileCuts.Cut} count records from 1 on.
     */
    default long records(ReadableFile file) {
        return -1;
    }

    /** Where a file can be cut; asked only if {@link #canCut} or {@link #appendable}. */
    default FileCuts cuts(ReadableFile file) {
        throw new IllegalStateException(file.file().name() + " is read as a whole");
    }

    /**
     * A reader for one partition.
     *
     * @param batch what it adds rows to; of the format's own columns
     * @param options how large a payload is wanted. Its schema has, behind the columns of {@code batch}, those that come from the
     *     file's path and time
     */
    SplitReader reader(RowBatchBuilder batch, ReadOptions options);

    /** What to say if there are files and all are empty, so that there are no columns. */
    default HeadgateException allEmpty(String sourcePath) {
        return new HeadgateException(
                FileErrorCode.EMPTY_FILE,
                sourcePath + " holds no record, so that its columns are unknown: wait for the first one, or declare all"
                        + " columns with their types in columns");
    }
}
