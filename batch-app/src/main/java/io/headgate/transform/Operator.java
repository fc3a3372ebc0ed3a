package io.headgate.transform;

import io.headgate.api.data.RowBatch;
import io.headgate.api.source.RejectedRecord;
import java.util.List;

/** One step of a partition: from batch to batch. Used by one thread; made anew for each partition. */
@FunctionalInterface
interface Operator {

    /**
     * @param rejected takes the records that the step cannot handle
     */
    RowBatch apply(RowBatch batch, List<RejectedRecord> rejected);
}
