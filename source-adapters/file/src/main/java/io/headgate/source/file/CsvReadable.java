package io.headgate.source.file;

/**
 * The part of a file that a run reads.
 *
 * @param file the file
 * @param from first byte, a beginning of a record; 0 is the beginning of the file
 * @param line line that begins there
 * @param end first byte that is not read
 */
record CsvReadable(CsvFile file, long from, long line, long end) {

    boolean isEmpty() {
        return from >= end;
    }
}
