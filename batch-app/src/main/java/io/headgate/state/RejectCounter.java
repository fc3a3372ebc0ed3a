package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Counts the rejected records of one run, over all its streams and partitions, against the flow's limit. Any thread. */
public final class RejectCounter {

    private static final int SHOWN_REASON_LENGTH = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

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
                    "a record was rejected and rejects.limit is " + limit + ": " + printable(record.place()) + ": "
                            + record.code() + ": " + printable(shorten(record.reason()))
                            + ". Repair the data, or raise the limit to set such records aside; the rerun resumes");
        }
    }

    /** A reason may quote the record. PostgreSQL keeps no NUL in a text, so the history would refuse the message. */
    private static String printable(String text) {
        return CONTROL.matcher(text)
                .replaceAll(
                        found -> String.format("\\\\x%02x", (int) found.group().charAt(0)));
    }

    private static String shorten(String reason) {
        return reason.length() <= SHOWN_REASON_LENGTH ? reason : reason.substring(0, SHOWN_REASON_LENGTH) + "…";
    }
}
