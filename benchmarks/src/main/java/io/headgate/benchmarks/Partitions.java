package io.headgate.benchmarks;

import java.util.List;

/**
 * One partition against two, where only the JVM's processor time counts: read, parse and convert, land nothing. So many rows that
 * the compiler's work, which one partition is given by the core beside it and two are not, is a small part of it.
 */
final class Partitions implements Table {

    private static final double WANTED = 1.7;

    @Override
    public String description() {
        return "CSV → memory on 1 and on 2 partitions, bound by the processor (60M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(60_000_000), options.work());
        report.heading("1 → 2 partitions", options, data.describe());
        Spin spin = new Spin(options);
        Series series = Series.run(
                List.of(headgate(options, data, 1), headgate(options, data, 2), spin.once(), spin.twice()),
                options.runs(3));
        report.series(series.without(Spin.ONCE).without(Spin.TWICE), data.rows());
        Series.Ratio machine =
                series.speed(Spin.TWICE, Spin.ONCE, Measurement::wallSeconds).times(2);
        report.line("The machine itself, in the same rounds: two processes that only count, at once, do "
                        + Report.ratio(machine) + " × the work of one.")
                .line("");
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
