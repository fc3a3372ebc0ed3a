package io.headgate.state;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Adds up the partitions of each stream for a {@link ProgressListener}. Any thread. */
public final class RunProgress {

    private final ProgressListener listener;
    private final Map<String, AtomicLong> records = new ConcurrentHashMap<>();
    private final Map<String, Long> estimates = new ConcurrentHashMap<>();

    public RunProgress(ProgressListener listener) {
        this.listener = listener;
    }

    public void planned(String stream, long estimatedRecords) {
        estimates.put(stream, estimatedRecords);
    }

    public void advanced(String stream, long moreRecords) {
        long total = records.computeIfAbsent(stream, name -> new AtomicLong()).addAndGet(moreRecords);
        listener.advanced(stream, total, estimates.getOrDefault(stream, -1L));
    }
}
