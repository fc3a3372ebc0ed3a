package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What {@code fast-start.sh} makes from the packaged program, on the JDK that runs the tests. */
@Execution(ExecutionMode.SAME_THREAD)
class FastStartIT {

    private static final Path SCRIPT = Path.of("src/main/scripts/fast-start.sh").toAbsolutePath();
    private static final String FROM_ARCHIVE = "source: shared objects file";

    @TempDir
    static Path work;

    private static Path fast;

    @BeforeAll
    static void unpackAndArchive() throws Exception {
        fast = work.resolve("fast");
        Exit made = script(JarProcess.JAR.toString(), fast.toString());
        assertThat(made.code()).as(made.all()).isZero();
        assertThat(made.out()).isEqualTo(fast.resolve("headgate") + "\n");
    }

    @Test
    void aFlowRunsWithItsClassesFromTheArchive(@TempDir Path folder) throws IOException {
        Exit exit = launch(folder).run("flow=auto");

        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(landed(folder)).isEqualTo(2000);
        assertThat(loaded(folder))
                .filteredOn(line -> line.contains(" io.headgate.") || line.contains(" org.springframework."))
                .hasSizeGreaterThan(1000)
                .filteredOn(line -> line.contains(FROM_ARCHIVE))
                .hasSizeGreaterThan(1000);
        assertThat(loaded(folder)).anyMatch(line -> isFromArchive(line, "io.headgate.step.PartitionWorkerStep"));
    }

    @Test
    void theBeansAreMadeByCodeOfTheBuildAndTheirPropertiesAreThoseOfTheStart(@TempDir Path folder) throws IOException {
        Exit exit = launch(folder)
                .run(
                        "flow=auto",
                        "--spring.datasource.hikari.pool-name=named-at-the-start",
                        "--logging.level.com.zaxxer.hikari=INFO");

        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(exit.err()).contains("named-at-the-start");
        assertThat(loaded(folder))
                .anyMatch(line -> isFromArchive(line, "io.headgate.ProgramWiring__ApplicationContextInitializer"))
                .noneMatch(line -> line.contains(" org.springframework.context.annotation.ConfigurationClassParser "));
    }

    @Test
    void theLauncherPrintsTheResultAndNothingElseOnStandardOutput(@TempDir Path folder) throws Exception {
        Exit exit = run(folder, fast.resolve("headgate").toString(), "flow=auto", "output=json");

        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(exit.out()).startsWith("{").endsWith("}\n");
        assertThat(exit.err()).containsPattern("(?m)^\\d{4}-\\S+Z INFO  Flow auto: delivery ");
        assertThat(landed(folder)).isEqualTo(2000);
    }

    @Test
    void aChangedJarIsReadInsteadOfItsArchive(@TempDir Path folder) throws IOException {
        Path jar = fast.resolve("batch-app.jar");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        try {
            Exit exit = launch(folder).run("flow=auto", "output=json");

            assertThat(exit.code()).as(exit.all()).isZero();
            assertThat(exit.out()).startsWith("{").endsWith("}\n");
            assertThat(landed(folder)).isEqualTo(2000);
            assertThat(loaded(folder)).noneMatch(line -> isFromArchive(line, "io.headgate."));
        } finally {
            Files.setLastModifiedTime(jar, before);
        }
    }

    @Test
    void aFolderThatIsThereAlreadyIsLeftAlone(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("mine"), "kept");

        Exit refused = script(JarProcess.JAR.toString(), folder.toString());

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("is there already");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anArchiveThatCannotBeMadeLeavesTheUnpackedFolderAsItWas(@TempDir Path folder) throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
        Path jar = Files.copy(
                fast.resolve("batch-app.jar"), unpacked.resolve("batch-app.jar"), StandardCopyOption.COPY_ATTRIBUTES);

        Exit failed = script("--archive", unpacked.toString());

        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err()).contains("made no archive");
        try (Stream<Path> files = Files.list(unpacked)) {
            assertThat(files).containsExactly(jar);
        }
    }

    private static JarProcess.Launch launch(Path folder) {
        return JarProcess.Launch.in(folder)
                .jvm("-Xmx256m", "-Xlog:class+load:file=" + folder.resolve("loaded"))
                .program(List.of("@" + fast.resolve("java.options")));
    }

    private static List<String> loaded(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("loaded"));
    }

    private static boolean isFromArchive(String line, String type) {
        return line.contains(" " + type) && line.contains(FROM_ARCHIVE);
    }

    private static long landed(Path folder) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("headgate-data/out"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                lines += Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("id,"))
                        .count();
            }
        }
        return lines;
    }

    private static Exit script(String... arguments) throws Exception {
        return run(
                work,
                Stream.concat(Stream.of("sh", SCRIPT.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    private static Exit run(Path folder, String... command) throws Exception {
        Path out = Files.createTempFile(work, "run", ".out");
        Path err = Files.createTempFile(work, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("HEADGATE_"));
        builder.environment().remove("JOB_CONFIG_PATH");
        int code = builder.start().waitFor();
        return new Exit(code, Files.readString(out), Files.readString(err));
    }
}
