package io.headgate.benchmarks;

import java.util.List;

/** The same path with and without checkpoints. */
final class CostOfExactlyOnce implements Table {

    private static final double ALLOWED = 0.03;
    private static final String OFF = "checkpoints off";
    private static final String RELEASED = "as released";
    /** The JobRepository hears of each chunk. */
    private static final String EACH = "repository_seconds = 0";

    @Override
    public String description() {
        return "CSV → PostgreSQL with checkpoints and with none: one transaction per partition (5M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(5_000_000), options.work());
        try (PostgresServer server = PostgresServer.start(options)) {
            report.heading("The cost of exactly once", options, data.describe()).line("- " + server.describe());
            PostgresContestants contestants = new PostgresContestants(options, server, data);
            Series series = Series.run(
                    List.of(
                            contestants.unchecked(OFF, 2),
                            contestants.headgate(RELEASED, 2),
                            contestants.headgate(EACH, 2, EACH)),
                    options.runs(5));
            report.series(series, data.rows());
            double cost = cost(series, RELEASED);
            report.target(
                    Report.number("checkpoints cost ≤ 3 %% of the time; measured %.1f %%", cost * 100),
                    cost <= ALLOWED);
            report.line(Report.number(
                    "- with a JobRepository that hears of each chunk, %s: %.1f %%", EACH, cost(series, EACH) * 100));
        }
    }

    private static double cost(Series series, String name) {
        return 1 / series.speed(name, OFF, Measurement::streamSeconds).median() - 1;
    }
}
