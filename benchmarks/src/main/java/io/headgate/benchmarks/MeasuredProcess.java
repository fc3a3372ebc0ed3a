package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * Runs a command and measures it. Its processor time is what the kernel adds to this process when it has ended, so nothing of it
 * is missed; it must therefore be the only child that ends meanwhile.
 */
final class MeasuredProcess {

    private static final long POLL_MILLIS = 20;

    private MeasuredProcess() {}

    /**
     * @param out receives what it prints to stdout
     * @param err receives what it prints to stderr
     */
    static Measurement run(List<String> command, Path folder, Path out, Path err) {
        return run(command, folder, out, err, pid -> {});
    }

    /**
     * @param look is given the process' number every 20 ms
     */
    static Measurement run(List<String> command, Path folder, Path out, Path err, LongConsumer look) {
        try {
            Files.createDirectories(folder);
            double cpuBefore = ProcessTimes.endedChildrenSeconds();
            long start = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            long peak = awaitPeak(process, look);
            double wall = (System.nanoTime() - start) / 1e9;
            double cpu = ProcessTimes.endedChildrenSeconds() - cpuBefore;
            if (process.exitValue() != 0) {
                throw new BenchmarkException(String.join(" ", command) + " ended with " + process.exitValue() + "; see "
                        + err + " and " + out + "\n" + tail(err) + "\n" + tail(out));
            }
            return Measurement.ofProcess(wall, cpu, peak);
        } catch (IOException e) {
            throw new BenchmarkException(command.get(0) + " could not be run", e);
        }
    }

    /** The kernel keeps the peak itself, so polling misses only what happens in the last instant. */
    private static long awaitPeak(Process process, LongConsumer look) {
        long peak = 0;
        try {
            do {
                look.accept(process.pid());
                peak = Math.max(peak, ProcessTimes.peakRssBytes(process.pid()));
            } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            process.destroy();
            throw new BenchmarkException("interrupted", e);
        }
        return peak;
    }

    private static String tail(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
