package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** CSV into CSV and JSON Lines files, against {@code cp} of the same file as the limit. */
final class CsvToFile implements Table {

    private static final double WANTED_PER_CORE = 800_000;

    @Override
    public String description() {
        return "CSV → CSV and JSON Lines files against cp of the same file (5M rows)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(5_000_000), options.work());
        report.heading("CSV → file", options, data.describe());
        Series series = Series.run(
                List.of(
                        copy(options, data),
                        headgate(options, data, "csv", 1),
                        headgate(options, data, "csv", 2),
                        headgate(options, data, "jsonl", 1),
                        headgate(options, data, "jsonl", 2)),
                options.runs(3));
        report.series(series, data.rows());
        for (String name : series.names().subList(1, 5)) {
            double perCpuSecond = data.rows() / series.median(name, Measurement::cpuSeconds);
            report.target(
                    Report.number(
                            "%s ≥ 0.8 M rows/s per core; measured %,.0f rows per CPU-second of the whole process",
                            name, perCpuSecond),
                    perCpuSecond >= WANTED_PER_CORE);
        }
    }

    private static Contestant headgate(Options options, DataFile data, String format, int partitions) {
        Path target = options.work().resolve("out");
        String flow = Flows.csvTo(data, "file", target.toString(), "{ format = \"" + format + "\" }", partitions);
        String name = "Headgate to " + format + ", " + partitions + (partitions == 1 ? " partition" : " partitions");
        return new HeadgateRun(options, "headgate", flow, data.rows()).as(name, () -> delete(target));
    }

    /** With a wait for the disk, as Headgate waits for it at each commit. */
    private static Contestant copy(Options options, DataFile data) {
        Path copy = options.work().resolve("copy.csv");
        Path log = options.work().resolve("cp.log");
        return new Contestant() {
            @Override
            public String name() {
                return "cp and sync";
            }

            @Override
            public void prepare() {
                delete(copy);
            }

            @Override
            public Measurement run() {
                String script = "cp \"$1\" \"$2\" && sync \"$2\"";
                List<String> command =
                        List.of("sh", "-c", script, "sh", data.path().toString(), copy.toString());
                Measurement measured = MeasuredProcess.run(command, options.work(), log, log);
                delete(copy);
                return measured;
            }
        };
    }

    private static void delete(Path path) {
        try {
            HeadgateRun.deleteFolder(path);
        } catch (IOException e) {
            throw new BenchmarkException(path + " could not be removed", e);
        }
    }
}
