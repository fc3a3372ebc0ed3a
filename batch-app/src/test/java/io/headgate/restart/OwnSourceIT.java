package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/your-own-source.md, as they stand there: a project is made from the archetype, built, tested, and run by the
 * packaged program as a plugin.
 */
class OwnSourceIT {

    private static final int RECORDS = 1000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theGuidesCommandsMakeBuildAndRunASource() throws Exception {
        CheckoutCopy checkout = new CheckoutCopy(folder);
        checkout.copy("adapter-api/target/classes");
        checkout.copy("adapter-testkit/target/classes");
        checkout.copy("data-source-archetype/src");
        checkout.copy(JarProcess.JAR, "batch-app/target/batch-app.jar");
        List<String> commands = CheckoutCopy.commands("docs/your-own-source.md");
        assertThat(commands).hasSizeGreaterThan(3);
        checkout.run(folder, commands.get(0), CheckoutCopy.COMPILED);
        String said = checkout.run(folder, String.join("\n", commands.subList(1, commands.size())), "");

        assertThat(said)
                .contains("name = \"weather\"", "Readings of a weather station", "page_size")
                .contains("weather (weather): 1 stream, readable", "item 3")
                .contains("weather: run 1 completed", "weather: run 2 completed");
        String wrong = commands.get(1)
                .replace(
                        "-Dname=weather -Ddescription=\"Readings of a weather station\"",
                        "-Dname=new -Ddescription='a \"b\"'");
        assertThat(checkout.run(folder, "(\n" + wrong + "\n) || true", ""))
                .contains("description must be one line", "package 'com.example.new' cannot be a package of Java");

        Path project = checkout.home().resolve("my-sources/weather-source");
        assertThat(tests(project)).isGreaterThan(10);
        assertThat(landed(project)).hasSize(RECORDS).doesNotHaveDuplicates().allMatch(line -> line.contains(",item "));
    }

    /** How many tests of the generated project have run. */
    private static int tests(Path project) throws IOException {
        int tests = 0;
        try (Stream<Path> reports = Files.list(project.resolve("target/surefire-reports"))) {
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

    private static List<String> landed(Path project) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(project.resolve("headgate-data/out"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.readAllLines(file).stream().skip(1).forEach(lines::add);
            }
        }
        return lines;
    }
}
