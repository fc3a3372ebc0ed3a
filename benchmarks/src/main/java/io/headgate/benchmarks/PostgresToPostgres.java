package io.headgate.benchmarks;

import java.util.List;

/** One table of PostgreSQL into another one, against binary COPY from psql to psql in the same run. */
final class PostgresToPostgres implements Table {

    @Override
    public String description() {
        return "PostgreSQL → PostgreSQL, one table, append, against psql copy (binary) | psql copy (binary) (5M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        long rows = options.rows(5_000_000);
        try (PostgresServer server = PostgresServer.start(options)) {
            SourceTable table = SourceTable.create(options, server, "original", rows);
            report.heading("PostgreSQL → PostgreSQL", options, table.describe()).line("- " + server.describeWithPsql());
            Series series = Series.run(
                    List.of(
                            table.psql(),
                            table.psqlHalves(),
                            table.headgate("Headgate, 1 partition", 1),
                            table.headgate("Headgate, 2 partitions", 2)),
                    options.runs(3));
            report.series(series, rows);
            targets(series, rows, report);
        }
    }

    private static void targets(Series series, long rows, Report report) {
        String psql = series.names().get(0);
        String headgate = series.names().get(3);
        Series.Ratio ratio = series.speed(headgate, psql, Measurement::streamSeconds);
        report.target(
                headgate + ", from the first record to the last commit ≥ 0.8 × psql; measured " + Report.ratio(ratio),
                ratio.median() >= 0.8);
        Series.Ratio whole = series.speed(headgate, psql, Measurement::wallSeconds);
        report.line("- as a whole process: " + Report.ratio(whole));
        double cpu = series.median(headgate, Measurement::cpuSeconds) * 1e6 / rows;
        report.target(Report.number("%s ≤ 3 CPU-s per M rows in the JVM; measured %.2f", headgate, cpu), cpu <= 3);
    }
}
