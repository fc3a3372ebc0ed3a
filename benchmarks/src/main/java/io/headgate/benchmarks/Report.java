package io.headgate.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints results as Markdown, to stdout and, if {@code output=} names one, at the end of a file. */
final class Report {

    private final @Nullable Path output;
    private final PrintStream out;
    private final StringBuilder text = new StringBuilder();

    Report(@Nullable String output, PrintStream out) {
        this.output = output == null ? null : Path.of(output);
        this.out = out;
    }

    Report line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** The heading of a table: what is measured, and all that its numbers depend on. */
    Report heading(String title, Options options, String data) {
        return line("### " + title)
                .line("")
                .line("- " + LocalDate.now(ZoneOffset.UTC) + ", " + Machine.describe())
                .line("- Headgate " + Machine.commit(Options.repository()) + " on "
                        + Machine.java(HeadgateRun.java(options)) + " with "
                        + options.text("jvm", HeadgateRun.DEFAULT_JVM))
                .line("- " + data);
    }

    /** One row per contestant; the first one is what the others are compared with. */
    Report series(Series series, long rows) {
        List<String> names = series.names();
        boolean server = !Double.isNaN(series.median(names.get(0), Measurement::serverCpuSeconds));
        line("- " + series.of(names.get(0)).size()
                + " interleaved rounds; medians, ratios as median (lowest–highest) of the"
                + " rounds; load average afterwards " + Machine.load());
        line("");
        line("| | process, s | rows/s | first record → last commit, s | rows/s | CPU-s per M rows |"
                + (server ? " server's CPU-s per M rows |" : "") + " peak RSS, MB | × process | × first → last |");
        line("|---|---|---|---|---|---|" + (server ? "---|" : "") + "---|---|---|");
        for (String name : names) {
            row(series, name, names.get(0), rows, server);
        }
        return line("");
    }

    private void row(Series series, String name, String first, long rows, boolean server) {
        List<String> cells = new ArrayList<>();
        double wall = series.median(name, Measurement::wallSeconds);
        double stream = series.median(name, Measurement::streamSeconds);
        cells.add(name);
        cells.add(number("%.2f", wall));
        cells.add(number("%,.0f", rows / wall));
        cells.add(number("%.2f", stream));
        cells.add(number("%,.0f", rows / stream));
        cells.add(number("%.2f", series.median(name, Measurement::cpuSeconds) * 1e6 / rows));
        if (server) {
            cells.add(number("%.2f", series.median(name, Measurement::serverCpuSeconds) * 1e6 / rows));
        }
        cells.add(number("%.0f", series.median(name, Measurement::peakRssBytes) / 1048576));
        cells.add(ratio(series.speed(name, first, Measurement::wallSeconds)));
        cells.add(ratio(series.speed(name, first, Measurement::streamSeconds)));
        line("| " + String.join(" | ", cells) + " |");
    }

    static String ratio(Series.Ratio ratio) {
        return number("%.2f (%.2f–%.2f)", ratio.median(), ratio.lowest(), ratio.highest());
    }

    static String number(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A sentence about a target, and whether it is reached. */
    Report target(String sentence, boolean reached) {
        return line((reached ? "Reached: " : "**Not reached**: ") + sentence).line("");
    }

    void print() {
        out.print(text);
        out.flush();
        Path file = output;
        if (file != null) {
            try {
                Files.writeString(
                        file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new BenchmarkException(file + " could not be written", e);
            }
        }
    }
}
