package io.headgate.source.excel;

/**
 * How much of the heap the shared texts of all workbooks may take that are open at the same time: a third of it, the copies while
 * an array grows included. Any thread.
 */
final class ExcelMemory {

    static final ExcelMemory OF_PROCESS = new ExcelMemory(Runtime.getRuntime().maxMemory());

    private static final int SHARE = 3;

    private final long heapBytes;
    private long left;

    ExcelMemory(long heapBytes) {
        this.heapBytes = heapBytes;
        this.left = heapBytes / SHARE;
    }

    /** False if there is not so much left; nothing is taken then. */
    synchronized boolean take(long bytes) {
        if (bytes > left) {
            return false;
        }
        left -= bytes;
        return true;
    }

    synchronized void give(long bytes) {
        left += bytes;
    }

    synchronized long left() {
        return left;
    }

    long heapMegabytes() {
        return heapBytes >> 20;
    }
}
