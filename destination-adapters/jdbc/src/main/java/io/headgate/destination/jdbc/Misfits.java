package io.headgate.destination.jdbc;

import org.jspecify.annotations.Nullable;

/** The rows of one batch that a column cannot hold, with the first reason each. Costs nothing while there are none. */
final class Misfits {

    /** Why a row does not fit. */
    record Misfit(String code, String reason) {}

    private final int rows;
    private @Nullable Misfit @Nullable [] found;
    private int count;

    Misfits(int rows) {
        this.rows = rows;
    }

    void add(int row, String code, String reason) {
        @Nullable Misfit[] all = found;
        if (all == null) {
            all = new @Nullable Misfit[rows];
            found = all;
        }
        if (all[row] == null) {
            all[row] = new Misfit(code, reason);
            count++;
        }
    }

    @Nullable
    Misfit get(int row) {
        return found == null ? null : found[row];
    }

    int count() {
        return count;
    }

    /** The other rows, in order. */
    int[] fittingRows() {
        int[] fitting = new int[rows - count];
        int next = 0;
        for (int row = 0; row < rows; row++) {
            if (get(row) == null) {
                fitting[next++] = row;
            }
        }
        return fitting;
    }
}
