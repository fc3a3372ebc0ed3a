package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same memory for fifty times the rows: CSV into PostgreSQL with a heap of 128 MB. */
final class ConstantMemory implements Table {

    private static final List<Integer> TIMES = List.of(1, 10, 50);

    @Override
    public String description() {
        return "CSV → PostgreSQL with -Xmx128m: peak RSS of 1M rows, of 10M and of 50M";
    }

    @Override
    public void measure(Options given, Report report) {
        Options options = given.orElse("jvm", "-Xmx128m");
        DataFile data = DataFile.of(options.shape(), options.rows(1_000_000), options.work());
        report.heading("Constant memory", options, data.describe() + "; and 10 and 50 files like it");
        try (PostgresServer server = PostgresServer.start(options)) {
            report.line("- " + server.describe());
            List<Contestant> contestants = TIMES.stream()
                    .map(times -> new PostgresContestants(options, server, linked(data, times, options.work()))
                            .headgate(name(times), 2))
                    .toList();
            Series series = Series.run(contestants, options.runs(3));
            Map<String, Long> rows = new LinkedHashMap<>();
            TIMES.forEach(times -> rows.put(name(times), data.rows() * times));
            MemoryTable.print(series, rows, report);
        }
    }

    private static String name(int times) {
        return times + " ×";
    }

    /** A folder of names for the same bytes: many files that need no room. */
    private static DataFile linked(DataFile data, int times, Path work) {
        Path folder = work.resolve("times-" + times);
        try {
            HeadgateRun.deleteFolder(folder);
            Files.createDirectories(folder);
            for (int i = 0; i < times; i++) {
                Files.createLink(folder.resolve(Report.number("part-%02d.csv", i)), data.path());
            }
            return new DataFile(data.shape(), data.rows() * times, folder, data.sizeBytes() * times);
        } catch (IOException e) {
            throw new BenchmarkException(folder + " could not be filled with links", e);
        }
    }
}
