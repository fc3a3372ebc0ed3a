package io.headgate.source.file.common;

/**
 * Finds the places at which one file can be cut. Made for a {@link ReadableFile}, used by one thread, closed after use.
 *
 * <p>A place depends on the file alone, not on what was asked for before.
 */
public interface FileCuts extends AutoCloseable {

    /**
     * Where a part of a file begins.
     *
     * @param offset its first byte. For a format whose parts do not lie side by side any byte that only this part has
     * @param line number (a line, a record) of its first record
     */
    record Cut(long offset, long line) {}

    /**
     * The first cut at or behind a byte, or the end of the readable part (with any line) if there is none.
     *
     * @param target grows from call to call
     */
    Cut next(long target);

    /**
     * The last beginning of a record: what is behind it may still be being written. Asked of {@link FileFormat#appendable} files
     * alone, and then as the only question.
     */
    default Cut last() {
        throw new IllegalStateException("a file that is read as a whole has no last whole record");
    }

    @Override
    void close();
}
