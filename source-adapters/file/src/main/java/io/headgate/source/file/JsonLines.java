package io.headgate.source.file;

import io.headgate.source.file.common.FileInput;

/** Each line is a record; blank lines are passed over. */
final class JsonLines extends JsonSlices {

    private static final long LINE_FEEDS = CsvText.repeat('\n');

    private long nextLine;

    /**
     * @param position of the first byte that the input gives, a beginning of a line
     * @param line its number
     */
    JsonLines(FileInput input, long position, long line, int bufferSize, int maxRecord) {
        super(input, position, bufferSize, maxRecord);
        this.nextLine = line;
        if (position == 0) {
            passByteOrderMark();
        }
    }

    @Override
    boolean next() {
        while (true) {
            beginRecord();
            boolean whole = toLineFeed();
            if (!whole && scan == from && !isCutOff()) {
                return false;
            }
            int lineEnd = scan;
            found(from, lineEnd > from && data[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd);
            line = nextLine;
            if (whole) {
                scan++;
                nextLine++;
            }
            from = scan;
            if (problem != null || !isBlank()) {
                return true;
            }
        }
    }

    /** Moves to the next line feed, or to the end of the file: then false. */
    private boolean toLineFeed() {
        do {
            scan = CsvText.find(data, scan, limit, LINE_FEEDS);
            if (scan < limit) {
                return true;
            }
        } while (more());
        return false;
    }

    private boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    long nextLine() {
        return nextLine;
    }
}
