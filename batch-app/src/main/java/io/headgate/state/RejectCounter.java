package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the rejected records of one run, over all its streams and partitions, against the flow's limit. Any thread. */
public final class RejectCounter {

    private static final int SHOWN_REASON_LENGTH = 500;

    private final long limit;
    private final AtomicLong count = new AtomicLong();

    public RejectCounter(long limit) {
        this.limit = limit;
    }

    /** Adds what earlier executions of the instance have rejected and stored. */
    public void addStored(long records) {
        count.addAndGet(records);
    }

    /**
     * Counts one.
     *
     * @throws HeadgateException {@code REJECT_LIMIT_EXCEEDED} if it is one too many
     */
    public void add(RejectedRecord record) {
        if (count.incrementAndGet() > limit) {
            throw new HeadgateException(
                    CommonErrorCode.REJECT_LIMIT_EXCEEDED,
                    "a record was rejected and rejects.limit is " + limit + ": " + record.place() + ": " + record.code()
                            + ": " + shorten(record.reason())
                            + ". Repair the data, or raise the limit to set such records aside; the rerun resumes");
        }
    }

    private static String shorten(String reason) {
        return reason.length() <= SHOWN_REASON_LENGTH ? reason : reason.substring(0, SHOWN_REASON_LENGTH) + "…";
    }
}
