package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong outside the program is told in a sentence, with the right exit code; after the repair everything lands. */
class BadInputIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Scenario scenario(Landing.Kind landing) {
        return Scenario.create(folder, Setup.of(landing, 1, Repository.Kind.H2).rows(600))
                .unpacked();
    }

    /** A sentence on stdout or stderr, nothing that only a programmer reads, and the code of a failed run. */
    private static void assertFailed(Exit exit, String... parts) {
        assertThat(exit.code()).as(exit.all()).isEqualTo(1);
        assertSentence(exit, parts);
    }

    private static void assertSentence(Exit exit, String... parts) {
        assertThat(exit.all()).doesNotContain("\tat ", "Exception:", "NullPointer");
        for (String part : parts) {
            assertThat(exit.all()).contains(part);
        }
    }

    private static void assertEverythingLands(Scenario scenario) {
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    @Test
    void aMissingFolderIsNamedAndOnceThereEverythingLands() throws IOException {
        Scenario scenario = scenario(Landing.Kind.FILE);
        Path source = folder.resolve("source");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(source, elsewhere);
        assertFailed(scenario.run(), source.toString());
        Files.move(elsewhere, source);
        assertEverythingLands(scenario);
    }

    @Test
    void aFileThatIsEmptyHoldsNoRecord() throws IOException {
        Scenario scenario = scenario(Landing.Kind.FILE);
        Files.createFile(folder.resolve("source").resolve("a-first.csv"));
        assertEverythingLands(scenario);
    }

    @Test
    void filesThatAreAllEmptyAreAMistakeAndOnceFilledEverythingLands() throws IOException {
        Scenario scenario = scenario(Landing.Kind.FILE);
        Path full = folder.resolve("full");
        Files.move(folder.resolve("source"), full);
        Files.createDirectories(folder.resolve("source"));
        Files.createFile(scenario.source(0));
        assertFailed(scenario.run(), "EMPTY_FILE", folder.resolve("source").toString());
        Files.delete(scenario.source(0));
        Files.delete(folder.resolve("source"));
        Files.move(full, folder.resolve("source"));
        assertEverythingLands(scenario);
    }

    @Test
    void aRaggedRowFailsTheRunAtItsLineAndOnceAllowedIsRejected() {
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(Landing.Kind.H2, 1, Repository.Kind.H2)
                                .rows(600)
                                .rejecting(100))
                .unpacked();
        String allowed = scenario.toml();
        scenario.configure(allowed.replace("limit = 6", "limit = 2"));
        assertFailed(scenario.run(), "REJECT_LIMIT_EXCEEDED", "rows-", ".csv:");
        assertThat(scenario.verify()).matches(Verification::isPartOfIt);
        scenario.configure(allowed);
        assertEverythingLands(scenario);
    }

    @Test
    void invalidUtf8IsRejectedWithItsBytesShown() throws IOException {
        Scenario scenario = withOneBadRecord(Landing.Kind.POSTGRESQL, new byte[] {'b', (byte) 0xFF, 'd'});
        assertFailed(scenario.run(), "UTF-8", "rows-0.csv:");
        allowOne(scenario);
        assertThat(scenario.run().code()).isZero();
        assertThat(scenario.verify().records()).matches(Tally::isExact);
        assertThat(scenario.landing().rejectedIds("landed")).containsExactly("999999");
    }

    @Test
    void aNulByteIsRejectedByPostgresql() throws IOException {
        Scenario scenario = withOneBadRecord(Landing.Kind.POSTGRESQL, new byte[] {'b', 0, 'd'});
        assertFailed(scenario.run(), "NUL", "rows-0.csv:");
        allowOne(scenario);
        assertThat(scenario.run().code()).isZero();
        assertThat(scenario.verify().records()).matches(Tally::isExact);
        assertThat(scenario.landing().rejects("landed")).hasSize(1);
    }

    private Scenario withOneBadRecord(Landing.Kind landing, byte[] name) throws IOException {
        Scenario scenario = scenario(landing);
        append(scenario, "999999,".getBytes(StandardCharsets.US_ASCII));
        append(scenario, name);
        append(scenario, ",1.5,2026-01-01\n".getBytes(StandardCharsets.US_ASCII));
        return scenario;
    }

    private static void append(Scenario scenario, byte[] bytes) throws IOException {
        Files.write(scenario.source(0), bytes, StandardOpenOption.APPEND);
    }

    private static void allowOne(Scenario scenario) {
        scenario.configure(scenario.toml().replace("limit = 0", "limit = 1"));
    }

    @Test
    void aHeaderThatComesAgainIsRejectedAsARecord() throws IOException {
        Scenario scenario = scenario(Landing.Kind.H2);
        append(scenario, "id,name,amount,day\n".getBytes(StandardCharsets.US_ASCII));
        assertFailed(scenario.run(), "header", "rows-0.csv:");
        allowOne(scenario);
        assertThat(scenario.run().code()).isZero();
        assertThat(scenario.verify().records()).matches(Tally::isExact);
        assertThat(scenario.landing().rejectedIds("landed")).containsExactly("id");
    }

    @Test
    void aHeaderThatNamesAColumnTwiceIsAMistake() throws IOException {
        Scenario scenario = scenario(Landing.Kind.FILE);
        for (int file = 0; file < Rows.FILES; file++) {
            replace(scenario.source(file), "id,name,amount,day\n", "id,name,name,day\n");
        }
        assertFailed(scenario.run(), "'name'", "rows-0.csv");
        for (int file = 0; file < Rows.FILES; file++) {
            replace(scenario.source(file), "id,name,name,day\n", "id,name,amount,day\n");
        }
        assertEverythingLands(scenario);
    }

    private static void replace(Path file, String from, String to) throws IOException {
        Files.writeString(file, Files.readString(file).replace(from, to));
    }

    @Test
    void anUnreachableDatabaseIsNamedAndOnceBackEverythingLands() {
        Scenario scenario = scenario(Landing.Kind.POSTGRESQL);
        String url = ((Landing.Database) scenario.landing()).url();
        try (Wire wire = Wire.to(Postgres.port())) {
            scenario.configure(scenario.toml().replace(":" + Postgres.port() + "/", ":" + wire.port() + "/"));
            assertThat(scenario.toml()).contains(url);
            assertFailed(scenario.run(), "UNREACHABLE", "127.0.0.1", Integer.toString(wire.port()));
            wire.connect();
            assertEverythingLands(scenario);
        }
    }

    @Test
    void aConnectionThatDiesInTheMiddleLosesNothing() {
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(Landing.Kind.POSTGRESQL, 4, Repository.Kind.H2)
                                .rows(60_000)
                                .chunkRows(100))
                .unpacked();
        try (Wire wire = Wire.to(Postgres.port())) {
            scenario.configure(scenario.toml().replace(":" + Postgres.port() + "/", ":" + wire.port() + "/"));
            wire.connect();
            try (JarProcess child = scenario.start()) {
                child.awaitStart();
                child.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
                wire.cut();
                Exit exit = child.await();
                assertThat(exit.code()).as(exit.all()).isEqualTo(1);
                assertSentence(exit, "127.0.0.1");
            }
            assertThat(scenario.verify()).matches(Verification::isPartOfIt);
            wire.connect();
            scenario.landTheRestInLargeChunks();
            assertEverythingLands(scenario);
        }
    }

    @Test
    void aWrongPasswordIsToldButNotShown() throws IOException {
        Scenario scenario = scenario(Landing.Kind.POSTGRESQL);
        String wrong = "wrong-hand-51d7";
        scenario.configure(scenario.toml()
                .replace("username = \"postgres\"", "username = \"" + Postgres.LOCKED + "\"")
                .replace("password = \"\"", "password = \"${WAREHOUSE_PASSWORD}\""));
        Exit refused = withPassword(scenario, wrong);
        assertFailed(refused, "ACCESS_DENIED", Postgres.LOCKED);
        assertThat(refused.all()).doesNotContain(wrong);
        Exit accepted = withPassword(scenario, Postgres.LOCKED_PASSWORD);
        assertThat(accepted.code()).as(accepted.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.repository().dump())
                .contains(Scenario.FLOW)
                .doesNotContain(wrong, Postgres.LOCKED_PASSWORD);
    }

    private static Exit withPassword(Scenario scenario, String password) {
        return scenario.launch().with("WAREHOUSE_PASSWORD", password).run("flow=" + Scenario.FLOW);
    }

    @Test
    void aJobRepositoryThatCannotBeReachedIsToldWithoutItsPassword() {
        Scenario scenario = scenario(Landing.Kind.FILE);
        Wire nobody = Wire.to(Postgres.port());
        Exit exit = JarProcess.Launch.in(folder)
                .with(Map.of(
                        "HEADGATE_HOME",
                        folder.resolve("home").toString(),
                        "SPRING_DATASOURCE_URL",
                        "jdbc:postgresql://127.0.0.1:" + nobody.port() + "/jobs",
                        "SPRING_DATASOURCE_USERNAME",
                        Postgres.LOCKED,
                        "SPRING_DATASOURCE_PASSWORD",
                        Postgres.LOCKED_PASSWORD))
                .run("flow=" + Scenario.FLOW);
        assertFailed(exit, "JobRepository", "refused", "SPRING_DATASOURCE_URL");
        assertThat(exit.all()).doesNotContain(Postgres.LOCKED_PASSWORD);
        assertEverythingLands(scenario);
    }

    @Test
    void aJobRepositoryThatIsGoneForAMomentDoesNotEndTheRun() {
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(Landing.Kind.FILE, 4, Repository.Kind.POSTGRESQL)
                                .rows(60_000)
                                .chunkRows(100))
                .unpacked();
        String url = ((Repository.Server) scenario.repository()).url();
        try (Wire wire = Wire.to(Postgres.port())) {
            wire.connect();
            String throughWire = url.replace(":" + Postgres.port() + "/", ":" + wire.port() + "/");
            try (JarProcess child =
                    scenario.launch().with("SPRING_DATASOURCE_URL", throughWire).start("flow=" + Scenario.FLOW)) {
                child.awaitStart();
                child.awaitUntil("the first chunk", () -> scenario.repository().recordsWritten(Scenario.FLOW) > 0);
                wire.cut();
                wire.connect();
                Exit exit = child.await();
                assertThat(exit.code()).as(exit.all()).isZero();
                assertSentence(exit, "The JobRepository was gone for a moment");
            }
        }
        assertThat(scenario.verify()).matches(Verification::isExact);
    }

    @Test
    void aFullDiskFailsTheRunAndOnceThereIsRoomEverythingLands() {
        Scenario scenario = scenario(Landing.Kind.FILE);
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("landed"), 16)) {
            if (disk == null) {
                // Where mounting is not allowed a limit on the size of files has to do. It also stops the
                // JobRepository's.
                Exit limited = scenario.launch()
                        .with(Repository.Kind.POSTGRESQL.create(folder).environment())
                        .through("bash", "-c", "ulimit -f 8; exec \"$0\" \"$@\"")
                        .run("flow=" + Scenario.FLOW);
                assertFailed(limited, "IO_FAILED");
                return;
            }
            Exit full = scenario.run();
            assertFailed(full, "IO_FAILED", folder.resolve("landed").toString());
            disk.grow(4096);
            assertEverythingLands(scenario);
        }
    }

    @Test
    void aFullDiskUnderTheJobRepositoryLosesNothing() {
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.H2)
                                .rows(60_000)
                                .chunkRows(20))
                .unpacked();
        try (TinyDisk disk = TinyDisk.mount(folder.resolve("home"), 600)) {
            org.junit.jupiter.api.Assumptions.assumeTrue(disk != null, "needs the right to mount");
            Exit full = scenario.run();
            assertThat(full.code()).as(full.all()).isEqualTo(1);
            assertSentence(full, "JobRepository");
            assertThat(scenario.verify()).matches(Verification::isPartOfIt);
            disk.grow(65_536);
            scenario.landTheRestInLargeChunks();
            assertEverythingLands(scenario);
        }
    }

    @Test
    void fiveMistakesInTheConfigurationAreToldAtOnceAndNothingIsStarted() {
        Scenario scenario = scenario(Landing.Kind.FILE);
        scenario.configure(
                """
                [sources.files]
                name = "cvs"
                config = { source_path = "/data" }
                [destinations.there]
                method = "file"
                target = "out"
                config = { formt = "csv" }
                [[flows]]
                name = "rows"
                from = "fils"
                to = "there"
                chunk_rows = "many"
                partitons = 4
                """);
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isEqualTo(2);
        List<String> mistakes =
                exit.err().lines().filter(line -> line.contains("config.toml:")).toList();
        assertThat(mistakes)
                .hasSize(5)
                .anyMatch(line -> line.contains("config.toml:2:") && line.contains("'csv'"))
                .anyMatch(line -> line.contains("config.toml:7:") && line.contains("'format'"))
                .anyMatch(line -> line.contains("config.toml:10:") && line.contains("'files'"))
                .anyMatch(line -> line.contains("config.toml:12:"))
                .anyMatch(line -> line.contains("config.toml:13:") && line.contains("'partitions'"));
        assertThat(folder.resolve("home")).doesNotExist();
        scenario.configure(scenario.toml());
        assertEverythingLands(scenario);
    }
}
