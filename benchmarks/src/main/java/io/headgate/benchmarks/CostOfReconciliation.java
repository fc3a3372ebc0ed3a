package io.headgate.benchmarks;

import io.headgate.benchmarks.Series.Ratio;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same path with each level of reconciliation; times are those of the whole run, reading back included. */
final class CostOfReconciliation implements Table {

    private static final double ALLOWED = 0.10;
    private static final List<String> LEVELS = List.of("off", "count", "checksum");

    @Override
    public String description() {
        return "CSV → PostgreSQL and CSV → CSV files with reconcile = off, count, checksum (5M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(5_000_000), options.work());
        try (PostgresServer server = PostgresServer.start(options)) {
            report.heading("The cost of reconciliation", options, data.describe())
                    .line("- " + server.describe());
            PostgresContestants postgres = new PostgresContestants(options, server, data);
            List<Contestant> contestants = new ArrayList<>();
            for (String level : LEVELS) {
                contestants.add(postgres.headgate("PostgreSQL, " + level, 2, key(level)));
            }
            for (String level : LEVELS) {
                String flow = Flows.csvTo(data, "file", target(options).toString(), "{}", 2) + key(level);
                contestants.add(new HeadgateRun(options, "headgate", flow, data.rows())
                        .as("files, " + level, () -> delete(target(options))));
            }
            Series series = Series.run(contestants, options.runs(3));
            report.series(series, data.rows());
            for (String where : List.of("PostgreSQL", "files")) {
                for (String level : List.of("count", "checksum")) {
                    cost(series, where, level, report);
                }
            }
        }
    }

    private static void cost(Series series, String where, String level, Report report) {
        Ratio speed = series.speed(where + ", " + level, where + ", off", Measurement::wallSeconds);
        double cost = 1 / speed.median() - 1;
        String text = Report.number("%s: %s costs %.1f %% of the time", where, level, cost * 100);
        if (level.equals("count")) {
            report.target(text + Report.number(" (≤ %.0f %%)", ALLOWED * 100), cost <= ALLOWED);
        } else {
            report.line("- " + text);
        }
    }

    private static String key(String level) {
        return "reconcile = \"" + level + "\"\n";
    }

    private static Path target(Options options) {
        return options.work().resolve("out");
    }

    private static void delete(Path path) {
        try {
            HeadgateRun.deleteFolder(path);
        } catch (IOException e) {
            throw new BenchmarkException(path + " could not be removed", e);
        }
    }
}
