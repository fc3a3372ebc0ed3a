package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The source of each format of files, into nothing, against the format's library that reads the same file and drops every value. */
final class FileFormats implements Table {

    @Override
    public String description() {
        return "each file format → memory on one core against its library alone (2M rows; format= for one of them)";
    }

    @Override
    public void measure(Options options, Report report) {
        DataFile data = DataFile.of(options.shape(), options.rows(2_000_000), options.work());
        report.heading("File formats", options, data.describe() + " as CSV; each process on one core, by taskset");
        String wanted = options.text("format", "all");
        List<MeasuredFormat> formats =
                wanted.equals("all") ? MeasuredFormat.ALL : List.of(MeasuredFormat.named(wanted));
        for (MeasuredFormat format : formats) {
            boolean fits = data.rows() <= format.mostRows();
            measure(
                    format,
                    fits ? data : DataFile.of(options.shape(), format.mostRows(), options.work()),
                    options,
                    report);
        }
    }

    private static void measure(MeasuredFormat format, DataFile data, Options options, Report report) {
        Path file = file(format, data, options);
        String flow = Flows.fileTo(format.source(file), "memory", "bench", "{ keep_rows = false }", 1);
        HeadgateRun run = new HeadgateRun(options, "headgate", flow, data.rows());
        Series series = Series.run(
                List.of(
                        library(format, file, data.rows(), options),
                        run.startedBy("taskset", "-c", "0").as("Headgate, " + format.key(), null)),
                options.runs(3));
        report.line("- " + format.key() + ": " + data.rows() + " rows, " + size(file) + " bytes");
        report.series(series, data.rows());
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new BenchmarkException(file + " cannot be seen", e);
        }
    }

    private static Path file(MeasuredFormat format, DataFile data, Options options) {
        Path file = options.work().resolve(data.shape().key() + "-" + data.rows() + "." + format.key());
        Path unfinished = options.work().resolve("unfinished." + format.key());
        try {
            if (!Files.exists(file)) {
                Files.deleteIfExists(unfinished);
                format.write(data, unfinished);
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return file;
        } catch (IOException e) {
            throw new BenchmarkException(file + " could not be made", e);
        }
    }

    /** In a JVM of its own with the same flags, on one core too. */
    private static Contestant library(MeasuredFormat format, Path file, long rows, Options options) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", HeadgateRun.java(options)));
        command.addAll(List.of(options.text("jvm", HeadgateRun.DEFAULT_JVM).split(" ")));
        command.addAll(List.of("-jar", harness().toString(), "read", format.key(), file.toString()));
        Path out = options.work().resolve("library.txt");
        return new Contestant() {
            @Override
            public String name() {
                return format.library();
            }

            @Override
            public void prepare() {
                // Nothing is left behind by the run before.
            }

            @Override
            public Measurement run() {
                Measurement measured = MeasuredProcess.run(
                        command, options.work(), out, options.work().resolve("library.log"));
                requireRows(out, rows);
                return measured;
            }
        };
    }

    private static void requireRows(Path out, long rows) {
        try {
            if (!Files.readString(out).strip().equals(Long.toString(rows))) {
                throw new BenchmarkException("the library has not read " + rows + " rows, see " + out);
            }
        } catch (IOException e) {
            throw new BenchmarkException(out + " cannot be read", e);
        }
    }

    private static Path harness() {
        return Options.repository().resolve("benchmarks/target/benchmarks.jar");
    }

    /** What a process of its own does for a library. */
    static long read(String format, Path file) {
        try {
            return MeasuredFormat.named(format).read(file);
        } catch (IOException e) {
            throw new BenchmarkException(file + " could not be read", e);
        }
    }
}
