package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged program as a child process, on a flow of its own, with a JobRepository that is new in each run. */
final class HeadgateRun {

    /** What the tables use unless {@code jvm=} says otherwise: a heap that is the same on every machine. */
    static final String DEFAULT_JVM = "-Xmx512m";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Options options;
    private final Path folder;
    private final String configuration;
    private final long rows;
    private final List<String> prefix;
    private final List<String> jvm;
    private final List<String> program;

    /**
     * @param name of the folder for configuration, log and JobRepository
     * @param configuration TOML with one flow {@code bench}
     * @param rows that have to arrive
     */
    HeadgateRun(Options options, String name, String configuration, long rows) {
        this(options, options.work().resolve(name), configuration, rows, List.of(), List.of(), program(options));
    }

    private static List<String> program(Options options) {
        return options.installed() ? FastStart.installation(options) : plain(options);
    }

    /** What a JVM is given to run the program as it was built. */
    static List<String> plain(Options options) {
        return List.of("-jar", options.jar().toString());
    }

    private HeadgateRun(
            Options options,
            Path folder,
            String configuration,
            long rows,
            List<String> prefix,
            List<String> jvm,
            List<String> program) {
        this.options = options;
        this.folder = folder;
        this.configuration = configuration;
        this.rows = rows;
        this.prefix = prefix;
        this.jvm = jvm;
        this.program = program;
    }

    /** The same, started by another program, such as taskset. */
    HeadgateRun startedBy(String... program) {
        return new HeadgateRun(options, folder, configuration, rows, List.of(program), jvm, this.program);
    }

    /** The same, with further flags for its JVM. */
    HeadgateRun withJvm(String... flags) {
        return new HeadgateRun(options, folder, configuration, rows, prefix, List.of(flags), program);
    }

    /** The same, from an installation or the jar: see {@link FastStart} and {@link #plain}. */
    HeadgateRun from(List<String> installation) {
        return new HeadgateRun(options, folder, configuration, rows, prefix, jvm, installation);
    }

    static String java(Options options) {
        return options.text(
                "java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    void prepare() {
        try {
            deleteFolder(folder);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.toml"), configuration);
        } catch (IOException e) {
            throw new BenchmarkException(folder + " could not be prepared", e);
        }
    }

    Measurement run() {
        Path out = folder.resolve("report.json");
        CpuCurve cpu = new CpuCurve();
        Measurement measured = MeasuredProcess.run(command(), folder, out, folder.resolve("log.txt"), cpu::look);
        double seconds = streamSeconds(out);
        StepTimes rows = StepTimes.of(folder);
        return measured.withStreamSeconds(seconds).withStreamCpuSeconds(cpu.between(rows.start(), rows.end()));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(prefix);
        command.add(java(options));
        command.addAll(Arrays.asList(options.text("jvm", DEFAULT_JVM).split(" ")));
        command.addAll(jvm);
        String profile = options.text("profile");
        if (profile != null) {
            // stdout is the report's.
            command.add("-Xlog:jfr+startup=error");
            command.add("-XX:StartFlightRecording=settings=profile,filename="
                    + Path.of(profile).toAbsolutePath());
        }
        command.addAll(program);
        command.addAll(List.of("flow=bench", "output=json"));
        return command;
    }

    /** The time of the partitioned step: it begins before the first record is read and ends after the last commit. */
    private double streamSeconds(Path report) {
        double seconds = 0;
        long written = 0;
        for (JsonNode stream :
                JSON.readTree(report.toFile()).path("flows").path(0).path("streams")) {
            seconds = Math.max(seconds, stream.path("seconds").asDouble());
            written += stream.path("written").asLong();
        }
        if (written != rows) {
            throw new BenchmarkException(report + " tells of " + written + " rows instead of " + rows);
        }
        return seconds;
    }

    /** Fails unless the last run has printed that line to its log. */
    void requireLogged(String line) {
        try {
            if (Files.readAllLines(folder.resolve("log.txt")).stream().noneMatch(line::equals)) {
                throw new BenchmarkException(folder.resolve("log.txt") + " does not say: " + line);
            }
        } catch (IOException e) {
            throw new BenchmarkException(folder + " has no log", e);
        }
    }

    /** As a contestant whose result nobody but its own report speaks for. */
    Contestant as(String name, @Nullable Runnable before) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() {
                HeadgateRun.this.prepare();
                if (before != null) {
                    before.run();
                }
            }

            @Override
            public Measurement run() {
                return HeadgateRun.this.run();
            }
        };
    }

    static void deleteFolder(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
