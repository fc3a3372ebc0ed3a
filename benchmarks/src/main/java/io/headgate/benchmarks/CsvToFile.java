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
        HeadgateRun csv = headgate(options, data, "csv");
        HeadgateRun jsonLines = headgate(options, data, "jsonl");
        Series series = Series.run(
                List.of(
                        copy(options, data),
                        onOneCore(csv).as("Headgate to CSV, 1 core", () -> delete(target(options))),
                        csv.as("Headgate to CSV, 2 partitions", () -> delete(target(options))),
                        onOneCore(jsonLines).as("Headgate to JSON Lines, 1 core", () -> delete(target(options))),
                        jsonLines.as("Headgate to JSON Lines, 2 partitions", () -> delete(target(options)))),
                options.runs(3));
        report.series(series, data.rows());
        for (String name : List.of("Headgate to CSV, 1 core", "Headgate to JSON Lines, 1 core")) {
            double rate = data.rows() / series.median(name, Measurement::streamSeconds);
            report.target(
                    Report.number(
                            "%s ≥ 0.8 M rows/s from the first record to the last commit; measured %,.0f", name, rate),
                    rate >= WANTED_PER_CORE);
        }
    }

    private static HeadgateRun headgate(Options options, DataFile data, String format) {
        String config = "{ format = \"" + format + "\" }";
        String flow = Flows.csvTo(data, "file", target(options).toString(), config, 2);
        return new HeadgateRun(options, "headgate", flow, data.rows());
    }

    /** Compiler and collector included: nothing of the JVM may run elsewhere. */
    private static HeadgateRun onOneCore(HeadgateRun run) {
        return run.startedBy("taskset", "-c", "0");
    }

    private static Path target(Options options) {
        return options.work().resolve("out");
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
