package io.headgate.benchmarks;

import java.util.List;

/** The same memory for ten times the table: PostgreSQL into PostgreSQL with a heap of 128 MB. */
final class TableMemory implements Table {

    private static final double ALLOWED = 0.1;

    @Override
    public String description() {
        return "PostgreSQL → PostgreSQL with -Xmx128m: peak RSS of a table of 5M rows and of one of 50M (over 5 GB)";
    }

    @Override
    public void measure(Options given, Report report) {
        Options options = given.orElse("jvm", "-Xmx128m");
        long rows = options.rows(5_000_000);
        try (PostgresServer server = PostgresServer.start(options)) {
            SourceTable small = SourceTable.create(options, server, "small", rows);
            SourceTable large = SourceTable.create(options, server, "large", rows * 10);
            report.heading("Constant memory, tables", options, small.describe() + "; and ten times as many")
                    .line("- " + server.describe());
            Series series = Series.run(List.of(small.headgate("1 ×", 2), large.headgate("10 ×", 2)), options.runs(3));
            double one = series.median("1 ×", Measurement::peakRssBytes) / 1048576;
            double ten = series.median("10 ×", Measurement::peakRssBytes) / 1048576;
            report.line(Report.number("- peak RSS of %,d rows %.0f MB, of %,d rows %.0f MB", rows, one, rows * 10, ten))
                    .target(
                            Report.number("the same peak RSS ± 10 %%; measured %.2f ×", ten / one),
                            Math.abs(ten / one - 1) <= ALLOWED);
        }
    }
}
