package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StateKey;
import io.headgate.job.RunSummary;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {

    @TempDir
    Path folder;

    private Terminals terminal;

    @BeforeEach
    void open() {
        terminal = new Terminals(folder);
    }

    @Test
    void help_lists_every_command_and_each_explains_itself() {
        assertThat(terminal.run("help")).isZero();
        for (Verb verb : Verb.values()) {
            assertThat(terminal.out()).contains("\n  " + verb.word() + " ");
        }
        for (Verb verb : Verb.values()) {
            assertThat(terminal.run("help", verb.word())).isZero();
            assertThat(terminal.out()).startsWith(verb.word() + ": ").contains("Usage: java -jar batch-app.jar");
        }
        assertThat(terminal.run("help", "validat")).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean 'validate'?");
        assertThat(terminal.run("help", "output=json")).isZero();
        assertThat(terminal.json().get("commands")).hasSize(Verb.values().length);
    }

    @Test
    void wrong_usage_ends_with_exit_code_two_and_a_hint() {
        assertThat(terminal.run("previw", "flow=a")).isEqualTo(2);
        assertThat(terminal.out()).isEmpty();
        assertThat(terminal.err())
                .isEqualTo("there is no command 'previw'; did you mean 'preview'? To run a flow, write flow=previw\n"
                        + "See: java -jar batch-app.jar help\n");
        assertThat(terminal.run("preview", "output=json")).isEqualTo(2);
        assertThat(terminal.json().at("/error/code").asString()).isEqualTo("USAGE");
        assertThat(terminal.json().get("exit_code").asInt()).isEqualTo(2);
    }

    @Test
    void version_is_printed() {
        assertThat(terminal.run("version")).isZero();
        assertThat(terminal.out()).startsWith("Headgate ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void init_writes_a_file_once() throws Exception {
        assertThat(terminal.run("init")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                Wrote config.toml. Edit it, then:
                  java -jar batch-app.jar validate
                  java -jar batch-app.jar flow=auto
                """);
        assertThat(folder.resolve("config.toml")).hasContent(InitCommand.text("demo"));
        Files.writeString(folder.resolve("config.toml"), "mine");
        assertThat(terminal.run("init", "csv-to-h2")).isEqualTo(2);
        assertThat(terminal.err()).contains("config.toml is there already and is not overwritten");
        assertThat(folder.resolve("config.toml")).hasContent("mine");
        assertThat(terminal.run("init", "csv-to-h2", "config=other.toml")).isZero();
        assertThat(terminal.out()).contains("flow=trips config=other.toml");
        assertThat(terminal.run("init", "csv-to-oracle")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no example 'csv-to-oracle'");
    }

    @Test
    void adapters_are_listed_with_their_keys() {
        assertThat(terminal.run("sources")).isZero();
        assertThat(terminal.out()).contains("test-files").contains("Files for tests.");
        assertThat(terminal.run("sources", "test-files")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                name = "test-files"
                Files for tests.

                Keys of config:
                  source_path  (text, required)
                      Folder of the files
                  delimiter  (text, default ',')
                      Between two fields
                  limit  (integer)
                      Records to read; 0 for all
                  password  (secret text)
                      Opens encrypted files
                  columns  (list of table)
                      Columns and their types
                  columns[].name  (text, required)
                      Its name
                  columns[].type  (text, default string)
                      Its type
                """);
        assertThat(terminal.run("destinations", "test-database", "output=json")).isZero();
        assertThat(terminal.json().at("/keys/2/default").asString()).isEqualTo("4");
        assertThat(terminal.run("destinations", "test-databas")).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean 'test-database'?");
    }

    @Test
    void validate_asks_for_no_engine_and_so_for_no_job_repository() {
        terminal.flows("trips");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        Output output = new Output(nowhere, nowhere, false);
        assertThat(new OfflineCommands(
                                CommandLine.parse("validate"), terminal.engine::adapters, output, Map.of(), folder)
                        .execute())
                .hasValue(0);
    }

    @Test
    void validate_says_what_there_is() {
        terminal.flows("trips", "rides");
        assertThat(terminal.run("validate")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                config.toml: no mistakes; 1 source, 1 destination, 2 flows

                flow   from                to                        write mode
                trips  files (test-files)  database (test-database)  append
                rides  files (test-files)  database (test-database)  append
                """);
        assertThat(terminal.run("validate", "output=json")).isZero();
        assertThat(terminal.json().get("valid").asBoolean()).isTrue();
        terminal.file("config.toml", "");
        assertThat(terminal.run("validate")).isZero();
        assertThat(terminal.out()).isEqualTo("config.toml: no mistakes; 0 sources, 0 destinations, 0 flows\n");
    }

    @Test
    void discover_shows_streams_and_fields() {
        terminal.flows("a");
        terminal.engine.schema = new RowSchema(
                List.of(Field.required("id", Primitive.INT64), Field.of("since", Primitive.DATE)), List.of("id"));
        assertThat(terminal.run("discover", "flow=a")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                orders, lands in raw_orders
                  field  type   nullable  key
                  id     int64  no        yes
                  since  date   yes

                notes, not taken by this flow
                  field  type   nullable  key
                  id     int64  no        yes
                  since  date   yes
                """);
        assertThat(terminal.run("discover", "flow=a", "output=json")).isZero();
        assertThat(terminal.json().at("/streams/0/fields/1/type").asString()).isEqualTo("date");
        assertThat(terminal.json().at("/streams/1/selected").asBoolean()).isFalse();
    }

    @Test
    void preview_shows_records_and_what_was_rejected() {
        terminal.flows("a");
        terminal.engine.schema = RowSchema.of(
                Field.of("id", Primitive.INT64), Field.of("day", Primitive.DATE), Field.of("b", Primitive.BINARY));
        terminal.engine.records.add(Map.of("id", 1L, "day", LocalDate.of(2026, 1, 2), "b", new byte[] {1, 2}));
        terminal.engine.records.add(Map.of("id", 12L));
        terminal.engine.rejected.add(new RejectedRecord("a.csv:3", "BAD_INT64", "id is 'x\n'", "x,y"));
        assertThat(terminal.run("preview", "flow=a", "rows=5")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                orders:
                  id int64  day date    b binary
                  1         2026-01-02  AQI=
                  12        null        null
                  rejected a.csv:3: BAD_INT64, id is 'x\\n'
                """);
        assertThat(terminal.run("preview", "flow=a", "records=1", "output=json"))
                .isZero();
        assertThat(terminal.json().at("/streams/0/records")).hasSize(1);
        assertThat(terminal.json().at("/streams/0/fields/1/type").asString()).isEqualTo("date");
        assertThat(terminal.json().at("/streams/0/records/0/day").asString()).isEqualTo("2026-01-02");
        assertThat(terminal.json().at("/streams/0/rejected/0/place").asString()).isEqualTo("a.csv:3");
    }

    @Test
    void runs_need_no_configuration() {
        terminal.file("config.toml", "this is broken");
        assertThat(terminal.run("runs")).isZero();
        assertThat(terminal.out()).isEqualTo("No flow has run yet.\n");
        LocalDateTime start = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 600_000_000);
        terminal.engine.history.add(new RunSummary(
                "trips", "2", 7, "FAILED", start, start.plusSeconds(75), 1500, 1000, 0, 2, "first line\nsecond"));
        terminal.engine.history.add(new RunSummary("rides", "nightly-1", 6, "STARTED", start, null, 0, 0, 0, 0, null));
        assertThat(terminal.run("runs")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                flow         run  execution  status   started (UTC)        seconds   read  written  rejected  message
                trips          2          7  FAILED   2026-01-02 03:04:05     75.0  1,500    1,000         2  first line
                rides  nightly-1          6  STARTED  2026-01-02 03:04:05               0        0         0
                """);
        assertThat(terminal.run("runs", "flow=rides", "output=json")).isZero();
        assertThat(terminal.json().at("/runs/0/started").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(terminal.json().at("/runs/0/ended").isNull()).isTrue();
    }

    @Test
    void state_is_shown_and_reset() {
        terminal.flows("a");
        terminal.engine.state.put(new StateKey("a", "files", StateKey.Kind.STREAM, "orders"), Map.of("id", 5L));
        terminal.engine.state.put(new StateKey("a", "files", StateKey.Kind.OTHER, "cursor"), Map.of());
        assertThat(terminal.run("state", "flow=a")).isZero();
        assertThat(terminal.out())
                .isEqualTo(
                        """
                source  kind    name    state
                files   stream  orders  {"id":5}
                files   other   cursor  {}
                """);
        assertThat(terminal.run("reset", "flow=a", "stream=orders")).isZero();
        assertThat(terminal.out()).isEqualTo("Forgot stream orders of source files\n");
        assertThat(terminal.run("reset", "flow=a", "output=json")).isZero();
        assertThat(terminal.json().at("/removed/0/name").asString()).isEqualTo("cursor");
        assertThat(terminal.run("reset", "flow=a")).isZero();
        assertThat(terminal.out()).isEqualTo("Nothing was remembered of flow 'a'.\n");
        assertThat(terminal.run("state", "flow=a", "output=json")).isZero();
        assertThat(terminal.json().get("state")).isEmpty();
    }
}
