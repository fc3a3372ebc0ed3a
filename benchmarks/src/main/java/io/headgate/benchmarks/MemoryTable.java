package io.headgate.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same flow with few rows and with many: what it has taken for each, and whether its peak RSS is the same. */
final class MemoryTable {

    private static final double ALLOWED = 0.1;

    private MemoryTable() {}

    /**
     * @param rows of each contestant of the series, the fewest first and the most last
     */
    static void print(Series series, Map<String, Long> rows, Report report) {
        List<String> names = new ArrayList<>(rows.keySet());
        report.line("- " + series.of(names.get(0)).size() + " interleaved rounds, medians; load average "
                        + Machine.load())
                .line("")
                .line("| rows | process, s | rows/s | CPU-s per M rows | peak RSS, MB |")
                .line("|---|---|---|---|---|");
        rows.forEach((name, count) -> report.line(row(series, name, count)));
        double ratio = peak(series, names.get(names.size() - 1)) / peak(series, names.get(0));
        report.line("")
                .target(
                        Report.number("the same peak RSS ± 10 %%; measured %.2f ×", ratio),
                        Math.abs(ratio - 1) <= ALLOWED);
    }

    private static String row(Series series, String name, long rows) {
        double seconds = series.median(name, Measurement::wallSeconds);
        return Report.number(
                "| %,d | %.1f | %,.0f | %.2f | %.0f |",
                rows,
                seconds,
                rows / seconds,
                series.median(name, Measurement::cpuSeconds) * 1e6 / rows,
                peak(series, name) / 1048576);
    }

    private static double peak(Series series, String name) {
        return series.median(name, Measurement::peakRssBytes);
    }
}
