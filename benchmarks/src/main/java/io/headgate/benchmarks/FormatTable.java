package io.headgate.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The tables of docs/performance.md: a row for each format of files and for each database, all of its numbers in it. */
final class FormatTable {

    static final String LIBRARY = "library alone";
    static final String VALUES = "library with values";
    static final String HEADGATE = "Headgate";

    private final List<String> files = new ArrayList<>();
    private final List<String> databases = new ArrayList<>();

    /**
     * @param command what measures this row again
     * @param series of the contestants named above; {@link #VALUES} may be missing
     */
    void add(MeasuredFormat format, String command, long rows, Series series) {
        List<String> cells = new ArrayList<>(List.of(
                format.key(), "`" + command + "`", millions(rows), format.library(), speed(series, LIBRARY, rows)));
        boolean values = series.names().contains(VALUES);
        if (!format.isDatabase()) {
            cells.add(values ? speed(series, VALUES, rows) : "");
        }
        cells.add(speed(series, HEADGATE, rows));
        cells.add(Report.ratio(series.speed(HEADGATE, LIBRARY, Measurement::streamSeconds)));
        if (!format.isDatabase()) {
            cells.add(values ? Report.ratio(series.speed(HEADGATE, VALUES, Measurement::streamSeconds)) : "");
        }
        String whole = cpu(series, LIBRARY, rows, Measurement::cpuSeconds);
        if (!format.isDatabase()) {
            whole += ", " + (values ? cpu(series, VALUES, rows, Measurement::cpuSeconds) : "–");
        }
        cells.add(whole + ", " + cpu(series, HEADGATE, rows, Measurement::cpuSeconds));
        cells.add(cpu(series, HEADGATE, rows, Measurement::streamCpuSeconds));
        (format.isDatabase() ? databases : files).add("| " + String.join(" | ", cells) + " |");
    }

    private static String millions(long rows) {
        return BigDecimal.valueOf(rows).movePointLeft(6).stripTrailingZeros().toPlainString() + " M";
    }

    private static String speed(Series series, String name, long rows) {
        return Report.number("%,.0f", rows / series.median(name, Measurement::streamSeconds));
    }

    private static String cpu(Series series, String name, long rows, ToDoubleFunction<Measurement> seconds) {
        return Report.number("%.2f", series.median(name, seconds) * 1e6 / rows);
    }

    void print(Report report) {
        report.line(
                        "Rows/s are those of a library from opening the file to its last row, of Headgate from the first record to the"
                                + " last commit. CPU-s per M rows are what the kernel has counted: for the whole process, its start"
                                + " included, and for Headgate besides from the START of its partition's step to the END, which is"
                                + " without its start; it was looked up every 20 ms.")
                .line("");
        print(
                files,
                "| format | command | rows | library | its rows/s | with values | Headgate, rows/s | × library | × with values"
                        + " | CPU-s per M rows: library, with values, Headgate | Headgate without its start |",
                report);
        print(
                databases,
                "| database | command | rows | alone | its rows/s | Headgate, rows/s | ×"
                        + " | CPU-s per M rows: alone, Headgate | Headgate without its start |",
                report);
    }

    private static void print(List<String> rows, String heading, Report report) {
        if (!rows.isEmpty()) {
            report.line(heading).line(heading.replaceAll("[^|]+", "---"));
            rows.forEach(report::line);
            report.line("");
        }
    }
}
