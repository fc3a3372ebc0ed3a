package io.headgate.benchmarks;

import java.util.List;

/** The engine's own limit: rows that cost nothing to make and nothing to land, on one core. */
final class GeneratedToMemory implements Table {

    @Override
    public String description() {
        return "generated → memory on one core, the JVM bound to it by taskset (100M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        long rows = options.rows(100_000_000);
        String flow = Flows.generatedTo(rows, "memory", "bench", "{ keep_rows = false }", 1);
        report.heading("generated → memory", options, Report.number("%,d rows of 3 columns, 1 partition", rows));
        HeadgateRun run = new HeadgateRun(options, "headgate", flow, rows);
        Series series = Series.run(
                List.of(
                        run.startedBy("taskset", "-c", "0").as("Headgate, 1 core", null),
                        run.as("Headgate, all cores for compiler and collector", null)),
                options.runs(3));
        report.series(series, rows);
        double rate = rows / series.median(series.names().get(0), Measurement::streamSeconds);
        report.target(Report.number("≥ 4 M rows/s on one core; measured %,.0f", rate), rate >= 4_000_000);
    }
}
