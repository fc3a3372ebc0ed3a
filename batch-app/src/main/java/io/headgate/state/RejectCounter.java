package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts the rejected records of one run against the flow's limits: how many of the whole run, over all its streams and partitions,
 * and which share of a stream. Any thread.
 */
public final class RejectCounter {

    /** A share of fewer records says little: before a stream's end it is judged from here on. */
    public static final long FEWEST_TO_JUDGE = 1_000;

    private static final int SHOWN_REASON_LENGTH = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final long limit;
    private final @Nullable Double share;
    private final AtomicLong count = new AtomicLong();
    private final Map<String, Tally> streams = new ConcurrentHashMap<>();

    /** What has been read and rejected of a stream, durable or about to be. */
    private record Tally(long read, long rejected) {
        Tally plus(Tally other) {
            return new Tally(read + other.read, rejected + other.rejected);
        }
    }

    /**
     * @param share of the records of a stream, from 0 to 1; null: any
     */
    public RejectCounter(long limit, @Nullable Double share) {
        this.limit = limit;
        this.share = share;
    }

    /** Adds what earlier executions of the instance have rejected and stored. */
    public void addStored(long records) {
        count.addAndGet(records);
    }

    /** Adds what of a stream is known to be durable. */
    public void addStored(String stream, long read, long rejected) {
        streams.merge(stream, new Tally(read, rejected), Tally::plus);
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

    /**
     * Judges a stream's share with a chunk that is about to be committed.
     *
     * @throws HeadgateException {@code REJECT_LIMIT_EXCEEDED} if it is too large and there are enough records to tell
     */
    public void endChunk(String stream, long read, long rejected) {
        addStored(stream, read, rejected);
        Tally all = streams.get(stream);
        if (all != null && all.read() >= FEWEST_TO_JUDGE) {
            judge(
                    stream,
                    all,
                    "Look at the rejected records that were stored, repair the data or raise the share; the rerun resumes");
        }
    }

    /**
     * Judges a stream that has ended, however few its records.
     *
     * @throws HeadgateException {@code REJECT_LIMIT_EXCEEDED}
     */
    public void endStream(String stream, long read, long rejected) {
        judge(
                stream,
                new Tally(read, rejected),
                "All records have been read, so that repaired data would not be seen: raise the share, let the rerun finish and"
                        + " replay the rejected records, or start anew with fresh=true");
    }

    private void judge(String stream, Tally all, String remedy) {
        if (share != null && isMoreThan(all.rejected(), share, all.read())) {
            throw new HeadgateException(
                    CommonErrorCode.REJECT_LIMIT_EXCEEDED,
                    String.format(
                            Locale.ROOT,
                            "stream '%s': %d of %d records were rejected, which is more than rejects.share = %s allows. %s",
                            stream,
                            all.rejected(),
                            all.read(),
                            share,
                            remedy));
        }
    }

    /** Exactly: a share of 0.01 allows 29 of 2900. */
    private static boolean isMoreThan(long part, double share, long whole) {
        BigDecimal most = BigDecimal.valueOf(share).multiply(BigDecimal.valueOf(whole));
        return BigDecimal.valueOf(part).compareTo(most) > 0;
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
