package io.headgate.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line per stream in the log, every ten seconds at most; none for a run that is shorter than that. */
final class ProgressLines implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLines.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Consumer<String> log;
    private final LongSupplier nanoTime;
    private final Map<String, Mark> marks = new HashMap<>();

    /** How far a stream was when it was last told. */
    private record Mark(long nanos, long records) {}

    ProgressLines() {
        this(LOG::info, System::nanoTime);
    }

    ProgressLines(Consumer<String> log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized void advanced(String stream, long records, long estimated) {
        long now = nanoTime.getAsLong();
        Mark last = marks.putIfAbsent(stream, new Mark(now, records));
        if (last == null || now - last.nanos() < INTERVAL_NANOS) {
            return;
        }
        double seconds = (now - last.nanos()) / 1e9;
        String share = estimated > 0 && records <= estimated ? " (about " + records * 100 / estimated + " %)" : "";
        long speed = Math.round(Math.max(0, records - last.records()) / seconds);
        log.accept(TextTable.visible(stream) + ": " + Numbers.grouped(records) + " records" + share + ", "
                + Numbers.grouped(speed) + " rows/s");
        marks.put(stream, new Mark(now, records));
    }

    @Override
    public void close() {}
}
