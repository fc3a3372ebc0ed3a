package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However often the process dies in a run that replaces a table, merges into it or adds to its history: until it is published the
 * target is what it was, and in the end it is, row by row, that of a run that nobody has disturbed.
 */
class ModesIT {

    private static final int RANDOM_KILLS = 2;
    private static final int IDS = 3000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /**
     * A mode and where it lands, with the options that the mode needs.
     *
     * @param within which of {@link FaultPoints#staged} the process dies at
     */
    record Case(String mode, Landing.Kind landing, int within, String options) {

        List<String> faults() {
            return List.of("destination.commit:3", FaultPoints.staged(landing).get(within), "published");
        }

        Scenario scenario(Path home) throws IOException {
            Setup setup = Setup.of(landing, 4, Repository.Kind.H2).rows(0).chunkRows(200);
            Scenario scenario =
                    Scenario.create(Files.createDirectories(home), setup).unpacked();
            String flow = "[[flows]]\nname = \"rows\"\n";
            String mode = flow + "write_mode = \"" + mode() + "\"\n" + options;
            scenario.configure(scenario.toml().replace(flow, mode));
            return scenario;
        }

        @Override
        public String toString() {
            return mode + " into " + landing.name().toLowerCase(Locale.ROOT);
        }
    }

    static Stream<Case> cases() {
        String keyed = "key = [\"id\"]\ndelete_field = \"gone\"\n";
        String timed = keyed + "scd2 = { effective = \"day\" }\n";
        return Cases.of(
                Stream.of(
                        new Case("overwrite", Landing.Kind.FILE, 1, ""),
                        new Case("merge", Landing.Kind.POSTGRESQL, 1, keyed),
                        new Case("scd2", Landing.Kind.H2, 0, timed)),
                Stream.of(
                        new Case("overwrite", Landing.Kind.POSTGRESQL, 2, ""),
                        new Case("merge", Landing.Kind.H2, 1, keyed),
                        new Case("scd2", Landing.Kind.POSTGRESQL, 0, timed)));
    }

    /** The same key stands in several files and partitions, some records are deletions, and some come late. */
    private static void writeSource(Scenario scenario, int run) throws IOException {
        for (int file = 0; file < Rows.FILES; file++) {
            StringBuilder text = new StringBuilder("id,name,day,gone\n");
            for (int i = 0; i < IDS; i++) {
                int id = run * IDS / 2 + (i * 7 + file * IDS / 3) % IDS;
                boolean gone = (id + file + run) % 41 == 0;
                text.append(id).append(",\"name ").append((id * 31 + run * 17 + file) % 5);
                text.append(String.format("\",2026-%02d-%02d,", 1 + (id + file * 5) % 12, 1 + (id + run * 3) % 28));
                text.append(gone).append('\n');
            }
            Files.writeString(scenario.source(file), text);
        }
    }

    private static List<String> target(Scenario scenario) {
        return scenario.landing().lines("landed").stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTargetIsThatOfAnUndisturbedRunHoweverOftenTheProcessDies(Case mode) throws IOException, SQLException {
        Scenario undisturbed = mode.scenario(folder.resolve("undisturbed"));
        Scenario killed = mode.scenario(folder.resolve("killed"));
        for (Scenario scenario : List.of(undisturbed, killed)) {
            writeSource(scenario, 0);
            assertCompletes(scenario.run());
        }
        List<String> before = target(killed);
        assertThat(before).isEqualTo(target(undisturbed)).hasSizeGreaterThan(IDS / 2);
        writeSource(undisturbed, 1);
        writeSource(killed, 1);
        assertCompletes(undisturbed.run());
        List<String> after = target(undisturbed);
        assertThat(after).isNotEqualTo(before).hasSizeGreaterThan(IDS / 2);

        for (String fault : mode.faults()) {
            Exit exit = killed.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
            assertThat(target(killed)).as("after %s", fault).isIn(before, after);
        }
        assertCompletes(killed.run());
        assertThat(target(killed)).isEqualTo(after);
        assertFoundToHoldWhatWasWritten(killed, 2);
    }

    private static void assertFoundToHoldWhatWasWritten(Scenario scenario, int runs) throws SQLException {
        assertThat(scenario.repository().texts("SELECT RESULT FROM HEADGATE_RECONCILIATION"))
                .hasSize(runs)
                .containsOnly("MATCH");
    }

    static Stream<Case> someCases() {
        return Cases.of(
                cases().filter(mode -> mode.toString().equals("merge into postgresql")),
                cases().filter(mode ->
                        List.of("overwrite into file", "scd2 into h2").contains(mode.toString())));
    }

    @ParameterizedTest
    @MethodSource("someCases")
    void killsAtRandomMomentsLeaveTheTargetOfAnUndisturbedRun(Case mode) throws IOException, SQLException {
        Scenario undisturbed = mode.scenario(folder.resolve("undisturbed"));
        writeSource(undisturbed, 1);
        assertCompletes(undisturbed.run());
        Scenario killed = mode.scenario(folder.resolve("killed"));
        writeSource(killed, 1);
        RandomKills kills = new RandomKills(killed, new Random(mode.toString().hashCode()));
        assertCompletes(kills.upTo(RANDOM_KILLS));
        assertThat(target(killed)).isEqualTo(target(undisturbed));
        assertFoundToHoldWhatWasWritten(killed, 1);
    }

    @Test
    void aFolderThatAppendHasMadeIsReplacedHoweverOftenTheProcessDiesAtIt() throws IOException {
        Scenario killed = new Case("overwrite", Landing.Kind.FILE, 0, "").scenario(folder);
        writeSource(killed, 0);
        Files.createDirectories(folder.resolve("landed").resolve("landed"));
        for (String fault : List.of("file.link.aside", "file.link.after-rename")) {
            Exit exit = killed.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
        }
        assertCompletes(killed.run());
        assertThat(target(killed)).hasSize(Rows.FILES * IDS);
    }

    private static void assertCompletes(Exit exit) {
        assertThat(exit.code()).as(exit.all()).isZero();
    }
}
