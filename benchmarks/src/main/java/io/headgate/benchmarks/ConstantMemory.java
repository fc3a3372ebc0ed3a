package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same memory for fifty times the rows: CSV into PostgreSQL with a heap of 128 MB. */
final class ConstantMemory implements Table {

    private static final int TIMES = 50;
    private static final double ALLOWED = 0.1;

    @Override
    public String description() {
        return "CSV → PostgreSQL with -Xmx128m: peak RSS of 1M rows and of 50M";
    }

    @Override
    public void measure(Options given, Report report) {
        Options options = given.with("jvm", "-Xmx128m");
        DataFile data = DataFile.of(options.shape(), options.rows(1_000_000), options.work());
        DataFile many = linked(data, options.work().resolve("many"));
        report.heading("Constant memory", options, data.describe() + "; and " + TIMES + " files like it");
        try (PostgresServer server = PostgresServer.start(options)) {
            report.line("- " + server.describe());
            Contestant once = new PostgresContestants(options, server, data).headgate("1 ×", 2);
            Contestant often = new PostgresContestants(options, server, many).headgate(TIMES + " ×", 2);
            Series series = Series.run(List.of(once, often), options.runs(3));
            print(series, data.rows(), report);
        }
    }

    private static void print(Series series, long rows, Report report) {
        report.line("- " + series.of("1 ×").size() + " interleaved rounds, medians; load average " + Machine.load())
                .line("")
                .line("| rows | process, s | CPU-s per M rows | peak RSS, MB |")
                .line("|---|---|---|---|");
        for (String name : series.names()) {
            long all = rows * (name.equals("1 ×") ? 1 : TIMES);
            report.line(Report.number(
                    "| %,d | %.1f | %.2f | %.0f |",
                    all,
                    series.median(name, Measurement::wallSeconds),
                    series.median(name, Measurement::cpuSeconds) * 1e6 / all,
                    series.median(name, Measurement::peakRssBytes) / 1048576));
        }
        double ratio = series.median(TIMES + " ×", Measurement::peakRssBytes)
                / series.median("1 ×", Measurement::peakRssBytes);
        report.line("")
                .target(
                        Report.number("the same peak RSS ± 10 %%; measured %.2f ×", ratio),
                        Math.abs(ratio - 1) <= ALLOWED);
    }

    /** Names for the same bytes: fifty files that need no room. */
    private static DataFile linked(DataFile data, Path folder) {
        try {
            HeadgateRun.deleteFolder(folder);
            Files.createDirectories(folder);
            for (int i = 0; i < TIMES; i++) {
                Files.createLink(folder.resolve(Report.number("part-%02d.csv", i)), data.path());
            }
            return new DataFile(data.shape(), data.rows() * TIMES, folder, data.sizeBytes() * TIMES);
        } catch (IOException e) {
            throw new BenchmarkException(folder + " could not be filled with links", e);
        }
    }
}
