package io.headgate.benchmarks;

import java.util.List;

/** One partition against two, where only the JVM's processor time counts: read, parse and convert, land nothing. */
final class Partitions implements Table {

    private static final double WANTED = 1.7;

    @Override
    public String description() {
        return "CSV → memory on 1 and on 2 partitions, bound by the processor (20M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(20_000_000), options.work());
        report.heading("1 → 2 partitions", options, data.describe());
        Series series = Series.run(List.of(headgate(options, data, 1), headgate(options, data, 2)), options.runs(3));
        report.series(series, data.rows());
        Series.Ratio speed = series.speed(series.names().get(1), series.names().get(0), Measurement::streamSeconds);
        report.target(
                "from the first record to the last commit ≥ 1.7 × one partition; measured " + Report.ratio(speed),
                speed.median() >= WANTED);
    }

    private static Contestant headgate(Options options, DataFile data, int partitions) {
        String flow = Flows.csvTo(data, "memory", "bench", "{ keep_rows = false }", partitions);
        String name = partitions == 1 ? "1 partition" : partitions + " partitions";
        return new HeadgateRun(options, "headgate", flow, data.rows()).as(name, null);
    }
}
