package io.headgate.source.file.common;

/**
 * The part of a file that a run reads.
 *
 * @param file the file
 * @param from first byte, a beginning of a record; 0 is the beginning of the file
 * @param line number (a line, a record: what the format counts) of the record that begins there
 * @param end first byte that is not read
 */
public record ReadableFile(SourceFile file, long from, long line, long end) {

    /** The whole file. */
    public static ReadableFile whole(SourceFile file) {
        return new ReadableFile(file, 0, 1, file.size());
    }

    /** Nothing of the file. */
    static ReadableFile nothing(SourceFile file) {
        return new ReadableFile(file, 0, 1, 0);
    }

    public boolean isEmpty() {
        return from >= end;
    }
}
