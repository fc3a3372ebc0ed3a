package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.flow.FlowEngine;
import io.headgate.state.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;

/** The commands on the real engine and the real adapters, with a repository in memory. */
@SpringBootTest(
        classes = CommandsWithEngineTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:commands;DB_CLOSE_DELAY=-1")
class CommandsWithEngineTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    FlowEngine engine;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String flow;

    @BeforeEach
    void nameFlow() {
        // The repository is shared: each test has a flow of its own.
        flow = "flow-" + System.nanoTime();
        environment.put("HEADGATE_HOME", folder.resolve("home").toString());
        environment.put("FOLDER", folder.toString());
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Command command = CommandLine.parse(arguments);
        Output output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command.json());
        OptionalInt code = new OfflineCommands(command, engine::adapters, output, environment, folder).execute();
        return code.isPresent()
                ? code.getAsInt()
                : new CommandRunner(command, engine, output, environment, false, new StopSignal(), folder).execute();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void configure(String text) throws IOException {
        Files.writeString(folder.resolve("config.toml"), text.replace("FLOW", flow));
    }

    @Test
    void the_demo_lands_two_streams_in_csv_files_and_goes_on_in_the_second_run() throws IOException {
        assertThat(run("reset", "flow=auto")).isZero();
        assertThat(run("flow=auto")).isZero();
        assertThat(run("flow=auto")).isZero();
        assertThat(out().lines().toList().get(1))
                .startsWith("stream_0  1,000    1,000         0")
                .endsWith("{\"id\":2000}");
        try (Stream<Path> files = Files.walk(folder.resolve("home/out"))) {
            List<Path> data =
                    files.filter(file -> file.toString().endsWith(".csv")).toList();
            assertThat(data).hasSize(4);
            assertThat(Files.readAllLines(data.get(0))).hasSize(1001);
        }
    }

    @Test
    void the_smallest_configuration_runs_unchanged() throws IOException {
        configure(
                """
                [sources.auto]
                name = "auto-generated-data"
                config = {}
                [destinations.auto-dest]
                method = "memory"
                [[flows]]
                from = "auto"
                to = "auto-dest"
                """);
        assertThat(run("validate")).isZero();
        assertThat(out()).startsWith("config.toml: no mistakes; 1 source, 1 destination, 1 flow\n");
        assertThat(run("flow=auto")).isZero();
        assertThat(out()).contains("auto: run ").contains(" completed after ");
    }

    @Test
    void csv_files_are_looked_at_landed_continued_and_forgotten() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.csv"), "id,day\n1,2026-01-01\n2,2026-01-02\n");
        configure(
                """
                [sources.trips]
                name = "csv"
                config = { source_path = "${FOLDER}/in", incremental = true }
                [destinations.files]
                method = "file"
                target = "${FOLDER}/out"
                [[flows]]
                name = "FLOW"
                from = "trips"
                to = "files"
                """);
        assertThat(run("discover", "flow=" + flow)).isZero();
        assertThat(out())
                .isEqualTo(
                        """
                trips, lands in trips
                  field  type   nullable  key
                  id     int64  yes
                  day    date   yes
                """);
        assertThat(run("preview", "flow=" + flow, "rows=1", "output=json")).isZero();
        assertThat(out()).contains("\"day\" : \"2026-01-01\"");
        assertThat(run("flow=" + flow)).isZero();
        assertThat(run("flow=" + flow, "output=json")).isZero();
        assertThat(out()).contains("\"read\" : 0");
        assertThat(run("runs", "flow=" + flow)).isZero();
        assertThat(out().lines()).hasSize(3);
        assertThat(run("state", "flow=" + flow)).isZero();
        assertThat(out()).contains("trips   stream  trips  {\"files\":{\"a.csv\":");
        assertThat(run("reset", "flow=" + flow)).isZero();
        assertThat(out()).isEqualTo("Forgot stream trips of source trips\n");
        assertThat(run("flow=" + flow, "output=json")).isZero();
        assertThat(out()).contains("\"read\" : 2");
    }

    @Test
    void rejected_records_are_counted_and_the_table_says_where_they_are() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,day\n1,2026-01-01\nx\n3,2026-01-03\n");
        configure(
                """
                [sources.trips]
                name = "csv"
                config = { source_path = "${FOLDER}/a.csv" }
                [destinations.files]
                method = "file"
                target = "${FOLDER}/out"
                [[flows]]
                name = "FLOW"
                from = "trips"
                to = "files"
                rejects = { limit = 1 }
                """);
        assertThat(run("flow=" + flow)).isZero();
        String where = "trips/_rejects below " + folder.resolve("out");
        assertThat(out()).contains("1 record was rejected, each kept with its reason in " + where);
        assertThat(folder.resolve("out/trips/_rejects")).isDirectory();
    }

    @Test
    void a_failed_run_says_what_to_do_and_the_same_command_resumes() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "id,day\n1,2026-01-01\nx\n3,2026-01-03\n");
        String text =
                """
                [sources.trips]
                name = "csv"
                config = { source_path = "${FOLDER}/a.csv" }
                [destinations.files]
                method = "file"
                target = "${FOLDER}/out"
                [[flows]]
                name = "FLOW"
                from = "trips"
                to = "files"
                """;
        configure(text);
        assertThat(run("flow=" + flow)).isEqualTo(1);
        assertThat(out()).contains("failed").containsIgnoringCase("run the same command again");
        configure(text + "rejects = { limit = 1 }\n");
        assertThat(run("flow=" + flow)).isZero();
        assertThat(out()).contains("(resumed)");
    }

    @Test
    void every_example_of_init_is_valid() {
        environment.put("DB_USER", "me");
        environment.put("DB_PASSWORD", "secret");
        for (String example : InitCommand.exampleNames()) {
            assertThat(run("init", example, "config=" + example + ".toml")).isZero();
            assertThat(run("validate", "config=" + example + ".toml"))
                    .as(err.toString())
                    .isZero();
        }
    }
}
