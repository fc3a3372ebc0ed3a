package io.headgate.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How much processor time a process had used at which moment: what the kernel had counted whenever it was asked. */
final class CpuCurve {

    private final NavigableMap<Instant, Double> points = new TreeMap<>();

    /** Asks the kernel now; a process that is gone tells nothing. */
    void look(long pid) {
        double seconds = ProcessTimes.processSeconds(pid);
        if (!Double.isNaN(seconds)) {
            add(Instant.now(), seconds);
        }
    }

    void add(Instant moment, double cpuSeconds) {
        points.put(moment, cpuSeconds);
    }

    /**
     * Seconds of processor time between two moments; between two points the curve is a line.
     *
     * @throws BenchmarkException if the process was not looked at before or after one of them
     */
    double between(Instant start, Instant end) {
        return at(end) - at(start);
    }

    private double at(Instant moment) {
        Map.Entry<Instant, Double> before = points.floorEntry(moment);
        Map.Entry<Instant, Double> after = points.ceilingEntry(moment);
        if (before == null || after == null) {
            throw new BenchmarkException(moment + " is not within the time of the process");
        }
        double apart = Duration.between(before.getKey(), after.getKey()).toNanos();
        double part = apart == 0 ? 0 : Duration.between(before.getKey(), moment).toNanos() / apart;
        return before.getValue() + part * (after.getValue() - before.getValue());
    }
}
