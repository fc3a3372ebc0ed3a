package io.headgate.source.jdbc;

import io.headgate.api.source.ReadOptions;

/** How many rows a statement asks for: about as many as a payload takes. One thread. */
final class PageSize {

    private final int most;
    private final long bytes;
    private int rows;

    /**
     * @param first rows of the first statement, when nothing is known of their size
     */
    PageSize(ReadOptions options, int pageRows, int first) {
        this.most = Math.min(options.rows(), pageRows);
        this.bytes = options.bytes();
        this.rows = Math.min(most, first);
    }

    int next() {
        return rows;
    }

    int rows() {
        return most;
    }

    void learn(int read, long readBytes) {
        if (read > 0) {
            long fitting = bytes / Math.max(1, readBytes / read);
            rows = (int) Math.max(1, Math.min(most, Math.min(fitting, rows * 8L)));
        }
    }
}
