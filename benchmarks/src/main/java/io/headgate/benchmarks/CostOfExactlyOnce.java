package io.headgate.benchmarks;

import java.util.List;

/** The same path with and without checkpoints. */
final class CostOfExactlyOnce implements Table {

    private static final double ALLOWED = 0.03;

    @Override
    public String description() {
        return "CSV → PostgreSQL with checkpoints and with none: one transaction per partition (5M rows)";
    }

    @Override
    public void measure(Options given, Report report) {
        // Only the plain jar takes the harness's classes.
        Options options = given.with("program", "jar");
        DataFile data = DataFile.of(options.shape(), options.rows(5_000_000), options.work());
        try (PostgresServer server = PostgresServer.start(options)) {
            report.heading("The cost of exactly once", options, data.describe()).line("- " + server.describe());
            PostgresContestants contestants = new PostgresContestants(options, server, data);
            Series series = Series.run(
                    List.of(contestants.unchecked("checkpoints off", 2), contestants.headgate("as released", 2)),
                    options.runs(5));
            report.series(series, data.rows());
            Series.Ratio speed = series.speed("as released", "checkpoints off", Measurement::streamSeconds);
            double cost = 1 / speed.median() - 1;
            report.target(
                    Report.number("checkpoints cost ≤ 3 %% of the time; measured %.1f %%", cost * 100),
                    cost <= ALLOWED);
        }
    }
}
