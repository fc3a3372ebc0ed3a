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
            report.heading("CSV → PostgreSQL", options, data.describe()).line("- " + server.describe());
            PostgresContestants contestants = new PostgresContestants(options, server, data);
            Series series = Series.run(
                    List.of(contestants.psql(), contestants.headgate("Headgate, 2 partitions", 2)), options.runs(3));
            report.series(series, rows);
            if (shape == RowShape.MIXED) {
                targets(series, report);
            }
        }
    }

    private static void targets(Series series, Report report) {
        String psql = series.names().get(0);
        String headgate = series.names().get(1);
        Series.Ratio within = series.speed(headgate, psql, Measurement::streamSeconds);
        Series.Ratio whole = series.speed(headgate, psql, Measurement::wallSeconds);
        report.target(
                "from the first record to the last commit ≥ 1.8 × psql; measured " + Report.ratio(within),
                within.median() >= 1.8);
        report.target("as a whole process ≥ 1.5 × psql; measured " + Report.ratio(whole), whole.median() >= 1.5);
    }
}
