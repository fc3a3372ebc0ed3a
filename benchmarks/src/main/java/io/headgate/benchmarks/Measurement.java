package io.headgate.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One run of one contestant.
 *
 * @param wallSeconds the whole process
 * @param streamSeconds from before the first record until after the last commit, by the program's own record; the whole process
 *     for those that do not tell
 * @param cpuSeconds of the process, all threads, user and system
 * @param streamCpuSeconds of the process while its rows were moved; NaN for those that do not tell when that was
 * @param serverCpuSeconds of the database server meanwhile; NaN if there is none or it cannot be seen
 * @param peakRssBytes largest resident set of the process; of several, of the largest one
 */
record Measurement(
        double wallSeconds,
        double streamSeconds,
        double cpuSeconds,
        double streamCpuSeconds,
        double serverCpuSeconds,
        long peakRssBytes) {

    /** Of a process of which nothing is known but as a whole. */
    static Measurement ofProcess(double wallSeconds, double cpuSeconds, long peakRssBytes) {
        return new Measurement(wallSeconds, wallSeconds, cpuSeconds, Double.NaN, Double.NaN, peakRssBytes);
    }

    Measurement withStreamSeconds(double seconds) {
        return new Measurement(wallSeconds, seconds, cpuSeconds, streamCpuSeconds, serverCpuSeconds, peakRssBytes);
    }

    Measurement withStreamCpuSeconds(double seconds) {
        return new Measurement(wallSeconds, streamSeconds, cpuSeconds, seconds, serverCpuSeconds, peakRssBytes);
    }

    Measurement withServerCpuSeconds(double seconds) {
        return new Measurement(wallSeconds, streamSeconds, cpuSeconds, streamCpuSeconds, seconds, peakRssBytes);
    }

    /** The median of one number over several runs; of an even number of runs the mean of the two in the middle. */
    static double median(List<Measurement> runs, ToDoubleFunction<Measurement> number) {
        return median(runs.stream().mapToDouble(number).toArray());
    }

    static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
