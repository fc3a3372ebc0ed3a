package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.flow.FlowEngine;
import io.headgate.state.StopSignal;
import io.headgate.state.TestDatabases;
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

/** {@code plan}, {@code diff} and {@code validate} against a real PostgreSQL, which they leave as it is. */
@SpringBootTest(
        classes = CommandsWithEngineTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:commands;DB_CLOSE_DELAY=-1")
class PlanOnPostgresTest {

    /** A table that is gone when the run is over. */
    private static final String STAGING = "_headgate_stage_";

    private static final String COLUMNS = "SELECT table_name || '.' || column_name || ' ' || data_type"
            + " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1";

    @Autowired
    FlowEngine engine;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String flow = "trips-" + System.nanoTime();
    private final String url = TestDatabases.newPostgresUrl();

    @BeforeEach
    void writeTrips() throws IOException {
        Files.writeString(folder.resolve("trips.csv"), "id,fare\n1,12.5\n2,7.0\n");
        configure("");
    }

    private void configure(String options) throws IOException {
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.trips]\nname = \"csv\"\nconfig = { source_path = \"" + folder + "/trips.csv\" }\n"
                        + "[destinations.there]\nmethod = \"jdbc\"\ntarget = \"" + url
                        + "\"\nconfig = { username = \"postgres\" }\n[[flows]]\nname = \"" + flow
                        + "\"\nfrom = \"trips\"\nto = \"there\"\n" + options);
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

    private List<String> query(String sql) {
        return query(url, sql);
    }

    private static List<String> query(String database, String sql) {
        try (Connection connection = DriverManager.getConnection(database, "postgres", "");
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet row = statement.getResultSet();
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Test
    void whatAPlanSaysIsWhatARunDoesAndThePlanItselfMakesNothing() throws IOException {
        configure("write_mode = \"merge\"\nkey = [\"id\"]\n");
        assertThat(run("plan", "flow=" + flow, "output=json")).as(said()).isZero();
        assertThat(query(COLUMNS)).isEmpty();
        assertThat(document().at("/streams/0/target_exists").asBoolean(true)).isFalse();
        List<String> setup = new ArrayList<>();
        document().at("/streams/0/setup").forEach(statement -> setup.add(statement.asString()));
        assertThat(setup).anySatisfy(sql -> assertThat(sql).startsWith("CREATE UNIQUE INDEX"));

        String other = TestDatabases.newPostgresUrl();
        setup.stream().filter(sql -> !sql.contains(STAGING)).forEach(sql -> query(other, sql));
        assertThat(run("flow=" + flow)).as(said()).isZero();
        assertThat(query(COLUMNS)).containsAll(query(other, COLUMNS));

        assertThat(run("plan", "flow=" + flow, "output=json")).isZero();
        assertThat(document().at("/streams/0/target_exists").asBoolean()).isTrue();
        assertThat(document().at("/streams/0/setup")).singleElement().satisfies(sql -> assertThat(sql.asString())
                .contains(STAGING));
    }

    @Test
    void diffTellsNoTargetFromNoDifferenceAndNamesADifferenceWithoutTouchingIt() {
        assertThat(run("diff", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("trips -> trips: no target yet");
        assertThat(run("flow=" + flow)).as(said()).isZero();
        assertThat(run("diff", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("trips -> trips: no difference");

        query("ALTER TABLE trips DROP COLUMN fare, ALTER COLUMN id TYPE INTEGER, ADD COLUMN tip NUMERIC(5,2)");
        List<String> before = query(COLUMNS);
        assertThat(run("diff", "flow=" + flow)).isEqualTo(5);
        assertThat(said())
                .contains("trips -> trips: 3 differences")
                .containsPattern("id +int64 +integer ")
                .containsPattern("fare +float64 +- ")
                .containsPattern("tip +- +numeric");
        assertThat(run("plan", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).contains("executes   ALTER TABLE \"public\".\"trips\"");
        assertThat(query(COLUMNS)).isEqualTo(before);
    }

    @Test
    void validateComparesAStrictFlowWithItsTargetAndSaysSoIfItCannot() throws IOException {
        configure("schema = \"strict\"\n");
        assertThat(run("validate")).as(said()).isZero();
        query("CREATE TABLE trips (id BIGINT)");
        assertThat(run("validate")).isEqualTo(2);
        assertThat(said()).contains("config.toml:12:1: flows[0].schema: Stream 'trips' differs", "fare");
        assertThat(query("SELECT COUNT(*) FROM trips")).containsExactly("0");
        query("ALTER TABLE trips ADD COLUMN fare DOUBLE PRECISION");
        assertThat(run("validate")).as(said()).isZero();

        Path config = folder.resolve("config.toml");
        Files.writeString(config, Files.readString(config).replace(url, "jdbc:postgresql://localhost:1/none"));
        assertThat(run("validate")).as(said()).isZero();
        assertThat(said()).contains("stream 'trips' could not be compared with its target");
    }
}
