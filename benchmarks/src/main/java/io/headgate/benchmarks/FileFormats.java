package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The source of each format of files and of some databases, into nothing, and the library that reads the same and drops every value. */
final class FileFormats implements Table {

    @Override
    public String description() {
        return "each file format, SQLite, H2 and MariaDB → memory on one core against its library alone (2M rows; format= for one)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(2_000_000), options.work());
        report.heading("File formats", options, data.describe() + " as CSV; each process on one core, by taskset");
        FormatTable table = new FormatTable();
        for (MeasuredFormat format : wanted(options)) {
            boolean fits = data.rows() <= format.mostRows();
            DataFile rows = fits ? data : DataFile.of(options.shape(), format.mostRows(), options.work());
            Path file = options.work().resolve(rows.shape().key() + "-" + rows.rows() + "." + format.key());
            try (MeasuredFormat.Running unused = format.start(file, options)) {
                write(format, rows, file, options);
                Series series = measure(format, rows, file, options, report);
                table.add(format, options.with("format", format.key()).command("formats"), rows.rows(), series);
            }
        }
        table.print(report);
    }

    /** The one that {@code format=} names, or all. */
    static List<MeasuredFormat> wanted(Options options) {
        String wanted = options.text("format", "all");
        return wanted.equals("all") ? MeasuredFormat.ALL : List.of(MeasuredFormat.named(wanted));
    }

    private static Series measure(MeasuredFormat format, DataFile data, Path file, Options options, Report report) {
        String flow = Flows.fileTo(format.source(file), "memory", "bench", "{ keep_rows = false }", 1);
        HeadgateRun run = new HeadgateRun(options, "headgate", flow, data.rows());
        List<Contestant> contestants = new ArrayList<>();
        contestants.add(library(format, FormatTable.LIBRARY, List.of(), file, data.rows(), options));
        if (format.isText()) {
            List<String> shape = List.of(data.shape().key());
            contestants.add(library(format, FormatTable.VALUES, shape, file, data.rows(), options));
        }
        contestants.add(run.startedBy("taskset", "-c", "0").as(FormatTable.HEADGATE, null));
        Series series = Series.run(contestants, options.runs(3));
        report.line("- " + format.key() + ": " + data.rows() + " rows, " + size(format, file) + " bytes; library: "
                + format.library() + (format.isText() ? "; values by the JDK's parsers" : ""));
        report.series(series, data.rows());
        return series;
    }

    private static long size(MeasuredFormat format, Path file) {
        try {
            return format.bytes(file);
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be seen", e);
        }
    }

    private static void write(MeasuredFormat format, DataFile data, Path file, Options options) {
        Path unfinished = options.work().resolve("unfinished." + format.key());
        try {
            if (!Files.exists(file)) {
                HeadgateRun.deleteFolder(unfinished);
                format.write(data, unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new BenchmarkException(file + " could not be made", e);
        }
    }

    /** In a JVM of its own with the same flags, on one core too. */
    private static Contestant library(
            MeasuredFormat format, String name, List<String> shape, Path file, long rows, Options options) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", HeadgateRun.java(options)));
        command.addAll(List.of(options.text("jvm", HeadgateRun.DEFAULT_JVM).split(" ")));
        command.addAll(List.of("-jar", harness().toString(), "read", format.key(), file.toString()));
        command.addAll(shape);
        Path out = options.work().resolve("library.txt");
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() {
                // Nothing is left behind by the run before.
            }

            @Override
            public Measurement run() {
                Measurement measured = MeasuredProcess.run(
                        command, options.work(), out, options.work().resolve("library.log"));
                return measured.withStreamSeconds(seconds(out, rows));
            }
        };
    }

    /** How long the library's rows have taken, without the start of its JVM: what the program tells of its step. */
    private static double seconds(Path out, long rows) {
        try {
            String[] told = Files.readString(out).strip().split(" ");
            if (told.length != 2 || !told[0].equals(Long.toString(rows))) {
                throw new BenchmarkException("the library has not read " + rows + " rows, see " + out);
            }
            return Double.parseDouble(told[1]);
        } catch (IOException e) {
            throw new BenchmarkException(out + " cannot be read", e);
        }
    }

    private static Path harness() {
        return Options.repository().resolve("benchmarks/target/benchmarks.jar");
    }
}
