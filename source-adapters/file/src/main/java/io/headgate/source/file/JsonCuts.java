package io.headgate.source.file;

import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.ReadableFile;

/** Beginnings of lines, found by counting line feeds from the beginning, so that the places of records are exact. One thread. */
final class JsonCuts implements FileCuts {

    private static final long LINE_FEEDS = CsvText.repeat('\n');

    private final FileInput input;
    private final Cut beginning;
    private final byte[] data;
    private long base;
    private int at;
    private int limit;
    private long line;

    JsonCuts(ReadableFile file, int bufferSize) {
        this.input = FileInput.open(file.file().path(), file.from(), file.end());
        this.beginning = new Cut(file.from(), file.line());
        this.base = file.from();
        this.line = file.line();
        this.data = new byte[bufferSize + CsvText.SLACK];
    }

    @Override
    public Cut next(long target) {
        while (at < limit || fill()) {
            int found = CsvText.find(data, at, limit, LINE_FEEDS);
            if (found == limit) {
                at = limit;
                continue;
            }
            at = found + 1;
            line++;
            if (base + at >= target) {
                break;
            }
        }
        return new Cut(base + at, line);
    }

    @Override
    public Cut last() {
        Cut last = beginning;
        while (at < limit || fill()) {
            int found = CsvText.find(data, at, limit, LINE_FEEDS);
            at = Math.min(limit, found + 1);
            if (found < limit) {
                line++;
                last = new Cut(base + at, line);
            }
        }
        return last;
    }

    private boolean fill() {
        base += limit;
        at = 0;
        limit = 0;
        int got = input.read(data, 0, data.length - CsvText.SLACK);
        limit = Math.max(got, 0);
        return got > 0;
    }

    @Override
    public void close() {
        input.close();
    }
}
