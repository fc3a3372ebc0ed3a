package io.headgate.source.file.common;

/**
 * A place within a split, from which its format can read on.
 *
 * @param offset in the unit of the format: a byte, a row, the beginning of a block; not negative
 * @param line number (a line, a record: what the format counts) of the record that follows
 * @param skip records to pass over behind {@code offset}, for a format that can be entered at the beginning of blocks only; else 0
 */
public record FilePosition(long offset, long line, long skip) {

    public FilePosition {
        if (offset < 0 || skip < 0) {
            throw new IllegalArgumentException("no place in a file: " + offset + " + " + skip);
        }
    }

    public FilePosition(long offset, long line) {
        this(offset, line, 0);
    }
}
