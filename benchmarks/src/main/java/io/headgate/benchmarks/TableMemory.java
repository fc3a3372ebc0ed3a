package io.headgate.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same memory for ten times the table: PostgreSQL into PostgreSQL with a heap of 128 MB. */
final class TableMemory implements Table {

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
            Map<String, Long> counts = new LinkedHashMap<>();
            counts.put("1 ×", rows);
            counts.put("10 ×", rows * 10);
            MemoryTable.print(series, counts, report);
        }
    }
}
