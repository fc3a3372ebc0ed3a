package io.headgate.benchmarks;

import java.util.List;

/** CSV into PostgreSQL on two partitions, against {@code psql \copy} of the same file. */
final class CsvToPostgres implements Table {

    @Override
    public String description() {
        return "CSV → PostgreSQL on 2 partitions against psql \\copy; shape=mixed (5M rows), wide (500k), long (100k)";
    }

    @Override
    public void measure(Options options, Report report) {
        RowShape shape = options.shape();
        long rows = options.rows(
                switch (shape) {
                    case MIXED -> 5_000_000;
                    case WIDE -> 500_000;
                    case LONG -> 100_000;
                });
        DataFile data = DataFile.of(shape, rows, options.work());
        try (PostgresServer server = PostgresServer.start(options)) {
            report.heading("CSV → PostgreSQL", options, data.describe()).line("- " + server.describeWithPsql());
            PostgresContestants contestants = new PostgresContestants(options, server, data);
            Series series = Series.run(
                    List.of(
                            contestants.psql(),
                            contestants.plain("Headgate, plain jar", 2),
                            contestants.installed(
                                    "Headgate, installed by fast-start.sh", 2, FastStart.installation(options))),
                    options.runs(3));
            report.series(series, rows);
            if (shape == RowShape.MIXED) {
                targets(series, report);
            }
        }
    }

    private static void targets(Series series, Report report) {
        String psql = series.names().get(0);
        String headgate = series.names().get(1);
        String installed = series.names().get(2);
        within(headgate, series.speed(headgate, psql, Measurement::streamSeconds), report);
        within(installed, series.speed(installed, psql, Measurement::streamSeconds), report);
        whole(headgate, series.speed(headgate, psql, Measurement::wallSeconds), report);
        whole(installed, series.speed(installed, psql, Measurement::wallSeconds), report);
    }

    private static void within(String name, Series.Ratio ratio, Report report) {
        report.target(
                name + ", from the first record to the last commit ≥ 1.8 × psql; measured " + Report.ratio(ratio),
                ratio.median() >= 1.8);
    }

    private static void whole(String name, Series.Ratio ratio, Report report) {
        report.target(
                name + ", as a whole process ≥ 1.5 × psql; measured " + Report.ratio(ratio), ratio.median() >= 1.5);
    }
}
