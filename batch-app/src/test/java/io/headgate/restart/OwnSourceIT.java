package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/your-own-source.md, as they stand there: a project is made from the archetype, built, tested, and run by the
 * packaged program as a plugin. In a copy of the checkout and with a local Maven repository of its own, behind which the user's is
 * only read: the user's own stays as it is.
 */
class OwnSourceIT {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final List<String> COMPILED = List.of("adapter-api", "adapter-testkit");
    private static final int RECORDS = 1000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theGuidesCommandsMakeBuildAndRunASource() throws Exception {
        copyCheckout();
        List<String> commands = commands();
        assertThat(commands).hasSizeGreaterThan(3);
        // What is to be installed was compiled just now, by the build that this test belongs to.
        run(commands.get(0), "-Dmaven.main.skip=true -Dspotless.check.skip=true");
        String said = run(String.join("\n", commands.subList(1, commands.size())), "");

        assertThat(said)
                .contains("name = \"weather\"", "Readings of a weather station", "page_size")
                .contains("weather (weather): 1 stream, readable", "item 3")
                .contains("weather: run 1 completed", "weather: run 2 completed");
        assertThat(tests()).isGreaterThan(10);
        assertThat(landed()).hasSize(RECORDS).doesNotHaveDuplicates().allMatch(line -> line.contains(",item "));
    }

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMANDS.matcher(Files.readString(CHECKOUT.resolve("docs/your-own-source.md")));
        while (matcher.find()) {
            commands.add(matcher.group(1));
        }
        return commands;
    }

    private Path checkout() {
        return folder.resolve("headgate");
    }

    private Path project() {
        return folder.resolve("home/my-sources/weather-source");
    }

    /** Poms of all modules, so that Maven can read the build; classes of those that are installed; the archetype; the program. */
    private void copyCheckout() throws IOException {
        copy("pom.xml");
        copy("mvnw");
        copy(".mvn");
        Matcher modules = MODULE.matcher(Files.readString(CHECKOUT.resolve("pom.xml")));
        while (modules.find()) {
            copy(modules.group(1) + "/pom.xml");
        }
        for (String module : COMPILED) {
            copy(module + "/target/classes");
        }
        copy("data-source-archetype/src");
        Path program = checkout().resolve("batch-app/target/batch-app.jar");
        Files.createDirectories(program.getParent());
        Files.copy(JarProcess.JAR, program);
    }

    private void copy(String name) throws IOException {
        try (Stream<Path> files = Files.walk(CHECKOUT.resolve(name))) {
            for (Path from : files.filter(Files::isRegularFile).toList()) {
                Path to = checkout().resolve(CHECKOUT.relativize(from).toString());
                Files.createDirectories(to.getParent());
                Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private String run(String script, String mavenArguments) throws Exception {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(key -> key.matches("(MAVEN|MVNW|SPRING|HEADGATE)_.*|JOB_CONFIG_PATH"));
        String java = System.getProperty("java.home");
        environment.put("JAVA_HOME", java);
        environment.put("PATH", java + File.separator + "bin" + File.pathSeparator + environment.get("PATH"));
        environment.put("MAVEN_USER_HOME", System.getProperty("user.home") + "/.m2");
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("HEADGATE", checkout().toString());
        environment.put("MAVEN_OPTS", "-Xmx384m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.put(
                "MAVEN_ARGS",
                "-Dmaven.repo.local=" + folder.resolve("repository") + " -Dmaven.repo.local.tail="
                        + System.getProperty("headgate.repository", System.getProperty("user.home") + "/.m2/repository")
                        + " " + mavenArguments);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES))
                    .as(Files.readString(output))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** How many tests of the generated project have run. */
    private int tests() throws IOException {
        int tests = 0;
        try (Stream<Path> reports = Files.list(project().resolve("target/surefire-reports"))) {
            for (Path report :
                    reports.filter(path -> path.toString().endsWith(".txt")).toList()) {
                Matcher count = Pattern.compile("Tests run: (\\d+), Failures: 0, Errors: 0")
                        .matcher(Files.readString(report));
                assertThat(count.find()).as(report.toString()).isTrue();
                tests += Integer.parseInt(count.group(1));
            }
        }
        return tests;
    }

    private List<String> landed() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(project().resolve("headgate-data/out"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.readAllLines(file).stream().skip(1).forEach(lines::add);
            }
        }
        return lines;
    }
}
