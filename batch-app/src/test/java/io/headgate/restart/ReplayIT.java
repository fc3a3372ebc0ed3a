package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** However often the process dies in a replay: each repaired record lands once, and each other one stays rejected once. */
class ReplayIT {

    private static final int IDS = 1200;
    private static final String HEADER = "id,name,amount,day\n";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** What is wrong with a record. */
    private enum Fault {
        NONE,
        UNREADABLE,
        NO_NUMBER,
        BREAKS_A_RULE;

        static Fault of(int id) {
            return id % 20 == 0 ? UNREADABLE : id % 20 == 5 ? NO_NUMBER : id % 20 == 10 ? BREAKS_A_RULE : NONE;
        }
    }

    record Case(Landing.Kind landing, String mode, List<String> faults) {
        @Override
        public String toString() {
            return mode + " into " + landing.label();
        }
    }

    /** In the order in which a replay passes them. */
    static Stream<Case> cases() {
        return Cases.of(
                Stream.of(
                        new Case(
                                Landing.Kind.FILE,
                                "append",
                                List.of(
                                        "file.rejects.claimed:2",
                                        "replay.claimed",
                                        "destination.commit:2",
                                        "repository.commit:3",
                                        "published",
                                        "file.rejects.removed:2",
                                        "replay.removed")),
                        new Case(
                                Landing.Kind.H2,
                                "append",
                                List.of(
                                        "instance",
                                        "replay.claimed",
                                        "prepare",
                                        "repository.commit:2",
                                        "replay.published")),
                        new Case(
                                Landing.Kind.POSTGRESQL,
                                "merge",
                                List.of(
                                        "repository.commit:2",
                                        "jdbc.publish.committed",
                                        "replay.published",
                                        "replay.removed"))),
                Stream.of(new Case(
                        Landing.Kind.POSTGRESQL,
                        "append",
                        List.of(
                                "replay.claimed",
                                "destination.commit:2",
                                "repository.commit:3",
                                "jdbc.after-commit:2",
                                "replay.published",
                                "replay.removed"))));
    }

    private static void writeSource(Scenario scenario) throws IOException {
        for (int file = 0; file < Rows.FILES; file++) {
            StringBuilder text = new StringBuilder(HEADER);
            for (int id = 1 + file; id <= IDS; id += Rows.FILES) {
                Fault fault = Fault.of(id);
                text.append(fault == Fault.UNREADABLE ? "x" + id : id);
                text.append(fault == Fault.BREAKS_A_RULE ? ",?," : ",name,");
                text.append(fault == Fault.NO_NUMBER ? "n/a" : "1.5").append(",2026-01-31\n");
            }
            Files.writeString(scenario.source(file), text);
        }
    }

    private Scenario scenario(Case how) throws IOException {
        Setup setup = Setup.of(how.landing(), 4, Repository.Kind.H2).rows(0).chunkRows(20);
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        String flow = "[[flows]]\nname = \"rows\"\n";
        String options = "write_mode = \"" + how.mode() + "\"\n"
                + (how.mode().equals("merge") ? "key = [\"id\"]\n" : "")
                + "numeric_columns = [\"amount\"]\nrules = [{ column = \"name\", pattern = \"[a-z]+\" }]\n";
        scenario.configure(
                scenario.toml()
                        .replace(flow, flow + options)
                        .replace("rejects = { limit = 0 }", "rejects = { limit = 1000 }")
                        .replace(
                                "min_partition_bytes = \"4KB\"",
                                "min_partition_bytes = \"4KB\", columns = { id = \"int64\", name = \"string\", amount = \"string\" }"));
        writeSource(scenario);
        return scenario;
    }

    private static List<Integer> ids(Fault... faults) {
        List<Fault> wanted = List.of(faults);
        return IntStream.rangeClosed(1, IDS)
                .filter(id -> wanted.contains(Fault.of(id)))
                .boxed()
                .toList();
    }

    private static List<Integer> landed(Scenario scenario) {
        return scenario.landing().records("landed").stream()
                .map(record -> Integer.parseInt(record.replaceAll("\\D.*", "")))
                .sorted()
                .toList();
    }

    private static List<Integer> rejected(Scenario scenario) {
        return scenario.landing().rejectedIds("landed").stream()
                .map(raw -> Integer.parseInt(raw.replaceAll("\\D", "")))
                .sorted()
                .toList();
    }

    private static String repaired(String raw) {
        return raw.replaceFirst("^x", "").replace("\"n/a\"", "\"2.5\"");
    }

    /** As a user does who repairs what was printed, and gives the file to every try. */
    private Path exportRepaired(Scenario scenario) throws IOException {
        Exit export = scenario.launch().run("rejects", "flow=" + Scenario.FLOW, "limit=" + IDS, "output=json");
        assertThat(export.code()).as(export.all()).isZero();
        ObjectNode document = (ObjectNode) JsonMapper.shared().readTree(export.out());
        for (JsonNode reject : document.at("/streams/0/rejects")) {
            ((ObjectNode) reject).put("raw", repaired(reject.get("raw").asString()));
        }
        return Files.writeString(folder.resolve("repaired.json"), document.toString());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachRepairedRecordLandsOnceHoweverOftenTheProcessDies(Case how) throws IOException {
        Scenario scenario = scenario(how);
        Exit first = scenario.run();
        assertThat(first.code()).as(first.all()).isZero();
        assertThat(landed(scenario)).isEqualTo(ids(Fault.NONE));
        assertThat(rejected(scenario)).isEqualTo(ids(Fault.UNREADABLE, Fault.NO_NUMBER, Fault.BREAKS_A_RULE));
        String[] replay = how.landing() == Landing.Kind.H2
                ? new String[] {"replay", "flow=" + Scenario.FLOW, "from=" + exportRepaired(scenario)}
                : new String[] {"replay", "flow=" + Scenario.FLOW};
        if (how.landing() != Landing.Kind.H2) {
            scenario.landing().repair("landed", ReplayIT::repaired);
        }

        List<Integer> all = ids(Fault.NONE, Fault.UNREADABLE, Fault.NO_NUMBER);
        for (String fault : how.faults()) {
            Exit exit = scenario.launch().fault(fault).run(replay);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
            if (how.landing() != Landing.Kind.H2) {
                assertThat(landed(scenario)).as("after " + fault).doesNotHaveDuplicates();
                assertThat(all).containsAll(landed(scenario));
            }
        }
        Exit last = scenario.launch().run(replay);
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(landed(scenario)).isEqualTo(all);
        assertThat(rejected(scenario)).isEqualTo(ids(Fault.BREAKS_A_RULE));
        assertThat(scenario.repository().instances(Scenario.FLOW + ":replay")).isEqualTo(1);
    }
}
