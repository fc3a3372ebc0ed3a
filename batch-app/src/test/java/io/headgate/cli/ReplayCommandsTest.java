package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.flow.FlowEngine;
import io.headgate.state.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
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

/** {@code rejects} and {@code replay} on the real engine: a CSV file into an H2 table. */
@SpringBootTest(
        classes = CommandsWithEngineTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:commands;DB_CLOSE_DELAY=-1")
class ReplayCommandsTest {

    private static final String PEOPLE =
            """
            id,name,age,joined
            1,Ada,36,2026-01-31
            two,Alan,41,2026-02-28
            3,Grace,n/a,2026-03-01
            4,Edsger,72,31.02.2026
            5,,20,2026-03-01
            6,Barbara,200,2026-03-01
            """;

    @Autowired
    FlowEngine engine;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String flow = "people-" + System.nanoTime();

    @BeforeEach
    void writePeople() throws IOException {
        Files.writeString(folder.resolve("people.csv"), PEOPLE);
        configure("append", "[{ column = \"name\", not_null = true }, { column = \"age\", range = { max = 150 } }]");
    }

    private void configure(String mode, String rules) {
        String toml = "[sources.people]\nname = \"csv\"\nconfig = { source_path = \"" + folder
                + "/people.csv\", columns = { id = \"int64\", name = \"string\", age = \"string\", joined = \"string\" } }\n"
                + "[destinations.there]\nmethod = \"jdbc\"\ntarget = \"" + url()
                + "\"\nconfig = { username = \"sa\" }\n"
                + "[[flows]]\nname = \"" + flow + "\"\nfrom = \"people\"\nto = \"there\"\nchunk_rows = 2\n"
                + "write_mode = \"" + mode + "\"\n" + (mode.equals("merge") ? "key = [\"id\"]\n" : "")
                + "rejects = { limit = 100 }\ndate_columns = [\"joined\"]\ntransforms = [{ cast = { age = \"int32\" } }]\n"
                + "rules = " + rules + "\n";
        try {
            Files.writeString(folder.resolve("config.toml"), toml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        OptionalInt code = new OfflineCommands(command, engine::adapters, output, environment, folder).execute();
        return code.isPresent()
                ? code.getAsInt()
                : new CommandRunner(command, engine, output, environment, false, new StopSignal(), folder).execute();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private JsonNode document() {
        return JsonMapper.shared().readTree(out.toString(StandardCharsets.UTF_8));
    }

    private List<String> query(String sql) {
        try (Connection connection = DriverManager.getConnection(url(), "sa", "");
                Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (!sql.startsWith("SELECT")) {
                statement.execute(sql);
                return rows;
            }
            ResultSet row = statement.executeQuery(sql);
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private List<String> landed() {
        return query("SELECT \"id\", \"name\", \"age\", \"joined\" FROM \"people\" ORDER BY \"id\"");
    }

    private List<String> rejects() {
        return query("SELECT \"place\", \"step\", \"code\", \"run\" FROM \"people_rejects\" ORDER BY \"place\"");
    }

    private void repair(String from, String to) {
        query("UPDATE \"people_rejects\" SET \"raw\" = REPLACE(\"raw\", '" + from + "', '" + to + "')");
    }

    @Test
    void rejectsListsEachRecordWithItsPlaceStepCodeRunAndText() {
        assertThat(run("flow=" + flow)).as(said()).isZero();
        assertThat(run("rejects", "flow=" + flow)).as(said()).isZero();
        assertThat(said().lines().toList().get(0)).isEqualTo("people: 5 records");
        assertThat(said())
                .containsPattern("people.csv:3 +1 +source +BAD_INT64 .*two,Alan,41,2026-02-28")
                .containsPattern("people.csv:4 +1 +transforms\\[0\\] +CAST_FAILED ")
                .containsPattern("people.csv:5 +1 +casts +CAST_FAILED ")
                .containsPattern("people.csv:6 +1 +rules +RULE_NOT_NULL ")
                .containsPattern("people.csv:7 +1 +rules +RULE_RANGE ");

        assertThat(run("rejects", "flow=" + flow, "stream=people", "run=1", "limit=1", "output=json"))
                .isZero();
        JsonNode stream = document().get("streams").get(0);
        assertThat(stream.get("total").asInt()).isEqualTo(5);
        assertThat(stream.get("rejects").size()).isEqualTo(1);
        JsonNode reject = stream.get("rejects").get(0);
        assertThat(reject.get("raw").asString()).isEqualTo("two,Alan,41,2026-02-28");
        assertThat(reject.get("step").asString()).isEqualTo("source");
        assertThat(reject.get("in_replay").asBoolean()).isFalse();
    }

    @Test
    void whatWasRepairedLandsOnceAndWhatWasNotStaysWithoutDoubles() {
        run("flow=" + flow);
        repair("two,", "2,");
        repair("31.02.2026", "2026-02-27");
        repair("\"name\":null", "\"name\":\"Donald\"");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(said()).containsPattern("people +5 +3 +2 ").contains("run replay-1 completed");
        assertThat(landed())
                .containsExactly(
                        "1|Ada|36|2026-01-31",
                        "2|Alan|41|2026-02-28",
                        "4|Edsger|72|2026-02-27",
                        "5|Donald|20|2026-03-01");
        assertThat(rejects())
                .containsExactly(
                        "people.csv:4|transforms[0]|CAST_FAILED|replay-1", "people.csv:7|rules|RULE_RANGE|replay-1");

        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(landed()).hasSize(4);
        assertThat(rejects()).hasSize(2);
    }

    @Test
    void anExportThatWasRepairedIsReplayedOnceHoweverOftenItIsGiven() throws IOException {
        run("flow=" + flow);
        assertThat(run("rejects", "flow=" + flow, "output=json")).isZero();
        String export = out.toString(StandardCharsets.UTF_8)
                .replace("two,Alan", "2,Alan")
                .replace("\\\"joined\\\":\\\"31.02.2026\\\"", "\\\"joined\\\":\\\"2026-02-27\\\"");
        Files.writeString(folder.resolve("repaired.json"), export);
        assertThat(run("replay", "flow=" + flow, "from=repaired.json"))
                .as(said())
                .isZero();
        assertThat(said())
                .contains("5 of 5 records of repaired.json are in the reject store")
                .containsPattern("people +5 +2 +3 ");
        List<String> landed = List.of("1|Ada|36|2026-01-31", "2|Alan|41|2026-02-28", "4|Edsger|72|2026-02-27");
        assertThat(landed()).isEqualTo(landed);

        assertThat(run("replay", "flow=" + flow, "from=repaired.json", "output=json"))
                .as(said())
                .isZero();
        assertThat(document().at("/flows/0/records_in_file").asInt()).isEqualTo(5);
        assertThat(document().at("/flows/0/records_repaired").asInt()).isZero();
        assertThat(landed()).isEqualTo(landed);
        assertThat(rejects()).hasSize(3);
    }

    @Test
    void aRecordMayBeRepairedAsAnObject() throws IOException {
        run("flow=" + flow);
        run("rejects", "flow=" + flow, "output=json");
        JsonNode export = document();
        for (JsonNode reject : export.at("/streams/0/rejects")) {
            if (reject.get("code").asString().equals("RULE_RANGE")) {
                ((tools.jackson.databind.node.ObjectNode) reject)
                        .set(
                                "raw",
                                JsonMapper.shared()
                                        .readTree(reject.get("raw").asString().replace("200", "20")));
            }
        }
        Files.writeString(folder.resolve("repaired.json"), export.toString());
        assertThat(run("replay", "flow=" + flow, "from=repaired.json"))
                .as(said())
                .isZero();
        assertThat(landed()).containsExactly("1|Ada|36|2026-01-31", "6|Barbara|20|2026-03-01");
    }

    @Test
    void aFileThatIsNoExportOfTheFlowIsRefusedWithItsPlaceAndChangesNothing() throws IOException {
        run("flow=" + flow);
        List<String> before = query("SELECT \"raw\" FROM \"people_rejects\" ORDER BY \"id\"");
        Files.writeString(folder.resolve("a.json"), "{\"flow\": \"" + flow + "\",\n \"streams\": [,]}");
        assertThat(run("replay", "flow=" + flow, "from=a.json")).isEqualTo(2);
        assertThat(said()).contains("a.json:2:").contains("is no JSON");
        Files.writeString(folder.resolve("b.json"), "{\"flow\": \"other\", \"streams\": []}");
        assertThat(run("replay", "flow=" + flow, "from=b.json")).isEqualTo(2);
        assertThat(said()).contains("holds records of flow 'other'");
        Files.writeString(
                folder.resolve("c.json"),
                "{\"flow\": \"" + flow + "\", \"streams\": [{\"stream\": \"people\", \"rejects\": [{}]}]}");
        assertThat(run("replay", "flow=" + flow, "from=c.json")).isEqualTo(2);
        assertThat(said()).contains("streams[0].rejects[0]: there is no text 'instance'");
        assertThat(run("replay", "flow=" + flow, "from=none.json")).isEqualTo(2);
        assertThat(said()).contains("none.json: there is no such file");
        assertThat(query("SELECT \"raw\" FROM \"people_rejects\" ORDER BY \"id\""))
                .isEqualTo(before);
    }

    @Test
    void aMergeThatIsGivenUpTakesItsRejectedRecordsWithIt() throws IOException {
        configure("merge", "[{ column = \"age\", range = { max = 150 }, on_failure = \"fail\" }]");
        assertThat(run("flow=" + flow)).as(said()).isEqualTo(1);
        assertThat(rejects()).isNotEmpty();
        Files.writeString(folder.resolve("people.csv"), PEOPLE.replace("Barbara,200", "Barbara,20"));
        assertThat(run("flow=" + flow, "fresh=true")).as(said()).isZero();
        assertThat(rejects())
                .containsExactly(
                        "people.csv:3|source|BAD_INT64|2",
                        "people.csv:4|transforms[0]|CAST_FAILED|2",
                        "people.csv:5|casts|CAST_FAILED|2");
    }

    @Test
    void recordsLandAfterTheRuleWasRepairedInsteadOfThem() {
        run("flow=" + flow);
        configure("append", "[{ column = \"age\", range = { max = 250 } }]");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(landed()).containsExactly("1|Ada|36|2026-01-31", "5|null|20|2026-03-01", "6|Barbara|200|2026-03-01");
        assertThat(rejects()).hasSize(3);
    }

    @Test
    void jsonThatIsNoRecordOfTheStepIsRejectedAgainWithASentence() {
        run("flow=" + flow);
        repair("\"name\":null,", "");
        repair("\"age\":\"n/a\"", "\"age\":\"7\",\"agee\":\"7\"");
        repair("\"age\":200", "\"age\":\"young\"");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(
                        query(
                                "SELECT \"reason\" FROM \"people_rejects\" WHERE \"code\" = 'REPLAY_UNREADABLE' ORDER BY \"place\""))
                .containsExactly(
                        "the record has 'agee', and there is no such column; did you mean 'age'?",
                        "the record lacks column 'name'; write null if it is to have no value",
                        "column 'age': \"young\" is no int32");
        assertThat(landed()).hasSize(1);
    }

    @Test
    void checksOfAWholeStreamSayNothingOfTheFewRecordsThatAreReplayed() {
        configure("append", "[{ column = \"name\", not_null = true }]\nchecks = { rows = { min = 1000 } }");
        assertThat(run("flow=" + flow)).as(said()).isEqualTo(5);
        repair("\"name\":null", "\"name\":\"Tony\"");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(landed()).contains("5|Tony|20|2026-03-01");
    }

    @Test
    void aReplayIntoAMergeUpdatesByKey() {
        configure("merge", "[{ column = \"age\", range = { max = 150 } }]");
        run("flow=" + flow);
        repair("\"age\":200", "\"age\":20");
        repair("two,Alan", "1,Alan");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(landed()).containsExactly("1|Alan|41|2026-02-28", "5|null|20|2026-03-01", "6|Barbara|20|2026-03-01");
    }

    @Test
    void aReplayLeavesTheStateOfTheSourceAloneAndStandsInTheHistory() {
        run("flow=" + flow);
        run("state", "flow=" + flow, "output=json");
        String before = out.toString(StandardCharsets.UTF_8);
        run("replay", "flow=" + flow);
        run("state", "flow=" + flow, "output=json");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(before);
        run("runs", "flow=" + flow);
        assertThat(said()).contains(flow + ":replay");
    }

    @Test
    void nothingIsReplayedOfATableThatIsReplacedOrOfAStreamThatIsUnknown() {
        configure("overwrite", "[]");
        assertThat(run("replay", "flow=" + flow)).isEqualTo(2);
        assertThat(said()).contains("write_mode = \"overwrite\"");
        configure("append", "[]");
        run("flow=" + flow);
        assertThat(run("rejects", "flow=" + flow, "stream=peple")).isEqualTo(2);
        assertThat(said()).contains("takes no stream 'peple'; did you mean 'people'?");
        assertThat(run("replay", "flow=" + flow, "stream=peple")).isEqualTo(2);
        assertThat(said()).contains("did you mean 'people'?");
    }

    @Test
    void aFlowWithoutRejectsSaysSo() throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,name,age,joined\n1,Ada,36,2026-01-31\n");
        run("flow=" + flow);
        assertThat(run("rejects", "flow=" + flow)).isZero();
        assertThat(said()).contains("has no rejected records");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(landed()).hasSize(1);
    }

    @Test
    void whatTheDestinationHasRejectedPassesTheRulesAgainUnderTheNamesOfTheSource() throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,Full Name\n1,Ada\n2,Alan\n3,Grace\n");
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.people]\nname = \"csv\"\nconfig = { source_path = \"" + folder
                        + "/people.csv\" }\n[destinations.there]\nmethod = \"jdbc\"\ntarget = \"" + url()
                        + "\"\nconfig = { username = \"sa\" }\n[[flows]]\nname = \"" + flow
                        + "\"\nfrom = \"people\"\nto = \"there\"\nrejects = { limit = 100 }\n"
                        + "column_names = \"normalise\"\nrules = [{ column = \"Full Name\", length = { max = 5 } }]\n");
        query("CREATE TABLE \"people\" (\"id\" BIGINT, \"full_name\" VARCHAR(3))");
        assertThat(run("flow=" + flow)).as(said()).isZero();
        assertThat(rejects())
                .containsExactly(
                        "people.csv:3|destination|VALUE_TOO_LONG|1", "people.csv:4|destination|VALUE_TOO_LONG|1");

        query("ALTER TABLE \"people\" ALTER COLUMN \"full_name\" VARCHAR(30)");
        repair("Grace", "Grace Hopper");
        assertThat(run("replay", "flow=" + flow)).as(said()).isZero();
        assertThat(query("SELECT * FROM \"people\" ORDER BY \"id\"")).containsExactly("1|Ada", "2|Alan");
        assertThat(rejects()).containsExactly("people.csv:4|rules|RULE_LENGTH|replay-1");
    }
}
