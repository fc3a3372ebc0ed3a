package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the window of {@code deduplicate} and the keys of {@code unique} know survives the process. The source has one file a second
 * time right after itself, which the window finds, and another one again at the end, which only the keys can find.
 */
class TransformRestartIT {

    private static final int WINDOW = 2000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    static Stream<Setup> setups() {
        return Cases.of(
                Stream.of(Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2).chunkRows(200)),
                Stream.of(Setup.of(Landing.Kind.H2, 4, Repository.Kind.H2).chunkRows(200)));
    }

    private Scenario scenario(Setup setup) throws IOException {
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        Files.copy(scenario.source(2), scenario.source(2).resolveSibling("rows-2b.csv"));
        Files.copy(scenario.source(0), scenario.source(0).resolveSibling("rows-9.csv"));
        scenario.configure(scenario.toml()
                .replace(
                        "rejects = { limit = 0 }",
                        "rejects = { limit = 10000 }\ntransforms = [{ deduplicate = { key = \"id\", window = " + WINDOW
                                + " } }]\nrules = [{ column = \"id\", unique = true }]"));
        return scenario;
    }

    /** The records of the first file, as the reject store has them: as JSON that begins with the id. */
    private static Set<String> doubles(Scenario scenario) {
        Set<String> ids = new LinkedHashSet<>();
        for (int id = 1; id <= scenario.setup().rows(); id += Rows.FILES) {
            ids.add("{\"id\":" + id);
        }
        return ids;
    }

    private static Verification verify(Scenario scenario) {
        return new Verification(
                Tally.of(scenario.rows().landing(), scenario.landing().records("landed")),
                Tally.of(doubles(scenario), scenario.landing().rejectedIds("landed")));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void eachDoubleIsFoundOnceHoweverOftenTheProcessDies(Setup setup) throws IOException {
        Scenario scenario = scenario(setup);
        for (String fault : List.of(
                "destination.commit:3",
                "repository.commit:9",
                "repository.committed:9",
                "destination.commit:9=throw",
                "repository.commit:4")) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(FaultPoints.exitCode(fault));
            assertThat(verify(scenario)).as("after %s", fault).matches(Verification::isPartOfIt);
        }
        RandomKills kills = new RandomKills(scenario, new Random(setup.hashCode()));
        Exit last = kills.upTo(2);
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(verify(scenario)).matches(Verification::isExact);
    }

    @Test
    void aRunWhoseKeysAreLostRefusesToGoOn() throws IOException {
        Scenario scenario = scenario(setups().findFirst().orElseThrow());
        assertThat(scenario.run("repository.committed:9").code()).isEqualTo(137);
        try (Stream<Path> files = Files.walk(folder.resolve("home/unique"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isEqualTo(1);
        assertThat(exit.out()).contains("UNIQUE_KEYS_LOST", "doubles could not be told any more");
    }
}
