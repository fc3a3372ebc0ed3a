package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The process dies while it alters a target, between two statements and right behind them, and later in the same run: in the end the
 * target is that of a run that nobody has disturbed.
 */
class EvolutionIT {

    private static final int RECORDS = 400;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private static Scenario scenario(Path home, Landing.Kind landing) throws IOException {
        Setup setup = Setup.of(landing, 2, Repository.Kind.H2).rows(0).chunkRows(100);
        return Scenario.create(Files.createDirectories(home), setup).unpacked();
    }

    private static void write(Scenario scenario, String types, String header, String record) throws IOException {
        for (int file = 0; file < Rows.FILES; file++) {
            StringBuilder text = new StringBuilder(header).append('\n');
            for (int i = 0; i < RECORDS; i++) {
                text.append(record.replace("#", Integer.toString(file * RECORDS + i)))
                        .append('\n');
            }
            Files.writeString(scenario.source(file), text);
        }
        scenario.configure(
                scenario.toml().replace("min_partition_bytes", "columns = { " + types + " }, min_partition_bytes"));
    }

    private static void writeNarrow(Scenario scenario) throws IOException {
        write(scenario, "amount = \"int32\", rate = \"float32\"", "id,gone,amount,rate", "#,x#,#,0.5");
    }

    /** Two columns are wider, two are new, one has vanished. */
    private static void writeWide(Scenario scenario) throws IOException {
        write(
                scenario,
                "amount = \"int64\", rate = \"float64\"",
                "extra,id,amount,rate,day",
                "new #,#,10000000000#,0.1,2026-11-21");
    }

    private static List<String> target(Scenario scenario) {
        return scenario.landing().lines("landed").stream().sorted().toList();
    }

    private static void assertCompletes(Exit exit) {
        assertThat(exit.code()).as(exit.all()).isZero();
    }

    /** On PostgreSQL one statement in one transaction does it all; H2 commits each of four. */
    private static List<String> faults(Landing.Kind landing) {
        return switch (landing) {
            case H2 -> List.of("jdbc.evolve", "jdbc.evolve:1", "jdbc.evolve:2", "repository.commit:3");
            case POSTGRESQL -> List.of("jdbc.evolve", "jdbc.prepared", "prepare", "repository.commit:3");
            default -> List.of("file.columns.before-rename", "file.columns.after-rename", "repository.commit:3");
        };
    }

    @ParameterizedTest
    @EnumSource(
            value = Landing.Kind.class,
            names = {"FILE", "H2", "POSTGRESQL"})
    void theTargetIsThatOfAnUndisturbedRunHoweverOftenTheProcessDiesAtIt(Landing.Kind landing) throws IOException {
        Scenario undisturbed = scenario(folder.resolve("undisturbed"), landing);
        Scenario killed = scenario(folder.resolve("killed"), landing);
        for (Scenario scenario : List.of(undisturbed, killed)) {
            writeNarrow(scenario);
            assertCompletes(scenario.run());
            writeWide(scenario);
        }
        assertCompletes(undisturbed.run());
        for (String fault : faults(landing)) {
            Exit exit = killed.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
        }
        assertCompletes(killed.run());
        assertThat(target(killed)).isEqualTo(target(undisturbed)).hasSize(2 * Rows.FILES * RECORDS);
        if (!landing.isFile()) {
            assertThat(target(killed))
                    .contains(
                            "id=0|gone=x0|amount=0|rate=0.5|extra=null|day=null",
                            "id=7|gone=null|amount=100000000007|rate=0.1|extra=new 7|day=2026-11-21");
        } else {
            assertThat(target(killed)).contains("0,x0,0,0.5", "7,,100000000007,0.1,new 7,2026-11-21");
        }
    }
}
