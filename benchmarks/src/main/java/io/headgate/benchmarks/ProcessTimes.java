package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells of processes under {@code /proc}. */
final class ProcessTimes {

    /** The kernel reports times in hundredths of a second on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    /** Of one process: its own time, and that of its children that have ended and were waited for. */
    record Times(long parent, long ownTicks, long endedChildrenTicks) {

        /** Parses {@code /proc/PID/stat}. The name in parentheses may hold anything. */
        static Times parse(String stat) {
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return new Times(
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }

    private ProcessTimes() {}

    /** Processor time of all children of this process that have ended. */
    static double endedChildrenSeconds() {
        return read(PROC.resolve("self/stat")).endedChildrenTicks() / TICKS_PER_SECOND;
    }

    /** Processor time so far of one process, all threads; NaN if it is gone. */
    static double processSeconds(long pid) {
        Times times = readIfThere(PROC.resolve(pid + "/stat"));
        return times.parent() < 0 ? Double.NaN : times.ownTicks() / TICKS_PER_SECOND;
    }

    /**
     * Processor time of a server that starts a process per connection and waits for each: past and present. Read again if one of
     * them has ended meanwhile: its time would be in neither place.
     */
    static double serverSeconds(long pid) {
        Path stat = PROC.resolve(pid + "/stat");
        while (true) {
            Times before = read(stat);
            long children = childrenTicks(pid);
            Times after = read(stat);
            if (before.endedChildrenTicks() == after.endedChildrenTicks()) {
                return (after.ownTicks() + after.endedChildrenTicks() + children) / TICKS_PER_SECOND;
            }
        }
    }

    private static long childrenTicks(long pid) {
        long ticks = 0;
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                Times times = readIfThere(process.resolve("stat"));
                ticks += times.parent() == pid ? times.ownTicks() : 0;
            }
        } catch (IOException e) {
            throw new BenchmarkException("/proc cannot be read", e);
        }
        return ticks;
    }

    private static Times read(Path stat) {
        try {
            return Times.parse(Files.readString(stat));
        } catch (IOException e) {
            throw new BenchmarkException(stat + " cannot be read; benchmarks run on Linux only", e);
        }
    }

    private static Times readIfThere(Path stat) {
        try {
            return Times.parse(Files.readString(stat));
        } catch (IOException e) {
            return new Times(-1, 0, 0);
        }
    }

    /**
     * The largest resident set that a process or one of its descendants has had so far; 0 if all are gone. Of each only the
     * children of its first thread are seen, which are all that a shell has: to ask for all would mean to read all of /proc each
     * time, beside what is measured.
     */
    static long peakRssBytes(long pid) {
        long peak = ownPeakRssBytes(pid);
        for (long child : children(pid)) {
            peak = Math.max(peak, peakRssBytes(child));
        }
        return peak;
    }

    private static long[] children(long pid) {
        try {
            return Stream.of(Files.readString(PROC.resolve(pid + "/task/" + pid + "/children"))
                            .split(" "))
                    .filter(child -> !child.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (IOException e) {
            // The process is gone.
            return new long[0];
        }
    }

    private static long ownPeakRssBytes(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | java.io.UncheckedIOException e) {
            // The process ended while its file was read.
            return 0;
        }
    }
}
