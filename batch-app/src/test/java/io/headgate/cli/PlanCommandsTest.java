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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code plan} and {@code diff} on the real engine: a CSV file and an H2 database, which they leave as it is. */
@SpringBootTest(
        classes = CommandsWithEngineTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:commands;DB_CLOSE_DELAY=-1")
class PlanCommandsTest {

    @Autowired
    FlowEngine engine;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String flow = "trips-" + System.nanoTime();

    @BeforeEach
    void writeTrips() throws IOException {
        Files.writeString(folder.resolve("trips.csv"), "id,fare\n1,12.5\n2,7.0\n");
        configure("");
    }

    private void configure(String options) throws IOException {
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.trips]\nname = \"csv\"\nconfig = { source_path = \"" + folder + "/trips.csv\" }\n"
                        + "[destinations.there]\nmethod = \"jdbc\"\ntarget = \"" + url()
                        + "\"\nconfig = { username = \"sa\" }\n[[flows]]\nname = \"" + flow
                        + "\"\nfrom = \"trips\"\nto = \"there\"\n" + options);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("there");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Command command = CommandLine.parse(arguments);
        Output output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command.json());
        OptionalInt code = new OfflineCommands(command, engine::adapters, output, Map.of(), folder).execute();
        return code.isPresent()
                ? code.getAsInt()
                : new CommandRunner(command, engine, output, Map.of(), false, new StopSignal(), folder).execute();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode document() {
        return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    }

    /** All that the database holds, as SQL that would make it again. That commits are durable is set by whoever connects. */
    private List<String> database(String... statements) {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            List<String> script = new ArrayList<>();
            ResultSet row = statement.executeQuery("SCRIPT");
            while (row.next()) {
                script.add(row.getString(1));
            }
            script.removeIf(line -> line.startsWith("SET WRITE_DELAY"));
            return script;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPlanTellsWhatWouldBeReadAndExecutedAndNothingIsThereAfterwards() {
        List<String> before = database();
        assertThat(run("plan", "flow=" + flow)).as(said()).isZero();
        assertThat(said())
                .contains(flow + ": would start a new run", "Delivery: exactly-once")
                .contains("trips -> trips (append)", "about 3 records, 21 bytes in 1 partition", "the beginning")
                .contains("executes   CREATE TABLE IF NOT EXISTS \"PUBLIC\".\"trips\" (\"id\" BIGINT")
                .contains("\"trips_rejects\"", "\"_headgate_checkpoint\"");
        assertThat(database()).isEqualTo(before);
    }

    @Test
    void whatAPlanSaysIsWhatARunDoes() {
        run("plan", "flow=" + flow, "output=json");
        List<String> setup = new ArrayList<>();
        document().at("/streams/0/setup").forEach(statement -> setup.add(statement.asString()));
        assertThat(setup).hasSize(4);
        assertThat(run("flow=" + flow)).as(said()).isZero();
        List<String> made = database();
        Path other = folder.resolve("other");
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + other, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String sql : setup) {
                statement.execute(sql);
            }
            ResultSet tables = statement.executeQuery("SCRIPT NODATA");
            List<String> script = new ArrayList<>();
            while (tables.next()) {
                script.add(tables.getString(1));
            }
            assertThat(made)
                    .containsAll(script.stream()
                            .filter(sql -> sql.startsWith("CREATE CACHED TABLE"))
                            .toList());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        run("plan", "flow=" + flow, "output=json");
        assertThat(document().at("/streams/0/setup")).isEmpty();
    }

    @Test
    void aDifferenceIsATableAndExitCodeFiveAndTheTableStaysAsItIs() {
        List<String> before = database(
                "CREATE TABLE \"trips\" (\"id\" INTEGER, \"tip\" BIGINT)", "INSERT INTO \"trips\" VALUES (7, 1)");
        assertThat(run("diff", "flow=" + flow)).as(said()).isEqualTo(5);
        assertThat(said())
                .contains("trips -> trips: 3 differences")
                .containsPattern("column +flow +target +what differs")
                .containsPattern("id +int64 +INTEGER ")
                .containsPattern("fare +float64 +- ")
                .containsPattern("tip +- +BIGINT ");
        assertThat(run("plan", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("executes   ALTER TABLE \"PUBLIC\".\"trips\"");
        assertThat(database()).isEqualTo(before);

        assertThat(run("diff", "flow=" + flow, "output=json")).isEqualTo(5);
        assertThat(document().get("equal").asBoolean()).isFalse();
        assertThat(document().at("/streams/0/differences/1/kind").asString()).isEqualTo("new_field");
    }

    @Test
    void aTargetThatAgreesIsExitCodeZero() {
        assertThat(run("diff", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("trips -> trips: no target yet");
        run("flow=" + flow);
        assertThat(run("diff", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("trips -> trips: no difference");
        assertThat(run("diff", "flow=" + flow, "output=json")).isZero();
        assertThat(document().at("/streams/0/target_exists").asBoolean()).isTrue();
    }

    @Test
    void whatWouldBeRefusedIsToldBeforehand() throws IOException {
        database("CREATE TABLE \"trips\" (\"id\" BIGINT, \"fare\" DATE)");
        configure("schema = \"strict\"\n");
        assertThat(run("plan", "flow=" + flow)).isEqualTo(2);
        assertThat(said()).contains("refused", "fare");
        assertThat(run("diff", "flow=" + flow)).isEqualTo(5);
        assertThat(said()).contains("A run would fail");
    }

    @Test
    void validateHoldsTheKeyAgainstTheNormalisedNames() throws IOException {
        Files.writeString(folder.resolve("trips.csv"), "Trip ID,fare\n1,12.5\n");
        configure("write_mode = \"merge\"\nkey = [\"Trip ID\"]\ncolumn_names = \"normalise\"\n");
        assertThat(run("validate")).isEqualTo(2);
        assertThat(said())
                .contains("config.toml:13:1: flows[0].key: stream 'trips': there is no field 'Trip ID'; did you mean"
                        + " 'trip_id'?");
        configure("write_mode = \"merge\"\nkey = [\"trip_id\"]\ncolumn_names = \"normalise\"\n");
        assertThat(run("validate")).as(said()).isZero();
        configure("write_mode = \"merge\"\n");
        assertThat(run("validate")).isEqualTo(2);
        assertThat(said()).contains("flows[0].key: stream 'trips': write_mode = \"merge\" needs one");
        configure("write_mode = \"scd2\"\nkey = [\"Trip ID\"]\nscd2 = { effective = \"fare\" }\n");
        assertThat(run("validate")).isEqualTo(2);
        assertThat(said()).contains("flows[0].scd2.effective: stream 'trips': 'fare' is neither DATE nor TIMESTAMP");
    }

    @Test
    void anUnfinishedRunWouldBeResumedUnlessTheConfigurationHasChanged() throws IOException {
        Files.writeString(folder.resolve("trips.csv"), "id,fare\n1,12.5\n2\n");
        assertThat(run("flow=" + flow)).isEqualTo(1);
        run("plan", "flow=" + flow);
        assertThat(said()).contains("run 1 is unfinished (FAILED) and would be resumed");
        configure("table = \"elsewhere\"\n");
        run("plan", "flow=" + flow);
        assertThat(said()).contains("would not be resumed, because the configuration has changed: flow.table was");
    }

    @Test
    void aMergeWouldGetAKey() throws IOException {
        configure("write_mode = \"merge\"\nkey = [\"id\"]\n");
        assertThat(run("plan", "flow=" + flow)).as(said()).isZero();
        assertThat(said())
                .contains(
                        "executes   CREATE UNIQUE INDEX \"trips_headgate_key\"",
                        "executes   CREATE TABLE \"PUBLIC\".\"_headgate_stage_<instance>_");
        configure("write_mode = \"merge\"\nkey = [\"idd\"]\n");
        assertThat(run("plan", "flow=" + flow)).isEqualTo(2);
        assertThat(said()).contains("idd", "did you mean 'id'?");
    }
}
