package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.source.RejectedRecord;
import java.util.BitSet;
import java.util.List;

/** Notes which rows of a batch do not go on. A batch of which all go on costs nothing. */
final class RowSieve {

    private final RowBatch seen;
    private final List<RejectedRecord> rejected;
    private final BitSet gone = new BitSet();

    /**
     * @param seen the batch as the step was given it: what a rejected record is shown as
     * @param rejected takes the rejected records
     */
    RowSieve(RowBatch seen, List<RejectedRecord> rejected) {
        this.seen = seen;
        this.rejected = rejected;
    }

    boolean isGone(int row) {
        return gone.get(row);
    }

    void drop(int row) {
        gone.set(row);
    }

    /** The first reason counts: a row that is gone already is not rejected again. */
    void reject(int row, String code, String reason) {
        if (!gone.get(row)) {
            gone.set(row);
            rejected.add(new RejectedRecord(seen.place(row), code, reason, RecordJson.of(seen, row)));
        }
    }

    /** The rows of a batch that go on; it has the same rows as the one that was seen. */
    RowBatch sift(RowBatch changed) {
        if (gone.isEmpty()) {
            return changed;
        }
        int[] rows = new int[changed.rowCount()];
        int count = 0;
        for (int row = gone.nextClearBit(0); row < changed.rowCount(); row = gone.nextClearBit(row + 1)) {
            rows[count++] = row;
        }
        return changed.keep(rows, count);
    }
}
