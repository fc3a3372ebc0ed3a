package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted and summed of a run, and what its destination says that it holds of it, is right however often the process dies. */
class ReconciliationRestartIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    static Stream<Setup> setups() {
        return Cases.of(
                Stream.of(
                        Setup.of(Landing.Kind.POSTGRESQL, 4, Repository.Kind.POSTGRESQL)
                                .rejecting(50),
                        Setup.of(Landing.Kind.FILE, 4, Repository.Kind.H2).rejecting(50)),
                Stream.of(Setup.of(Landing.Kind.H2, 1, Repository.Kind.H2)
                        .rejecting(50)
                        .chunkRows(50)));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void theDestinationIsFoundToHoldWhatWasWrittenAfterAnyKill(Setup setup) throws SQLException {
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        scenario.configure(
                scenario.toml()
                        .replace(
                                "chunk_rows",
                                "reconcile = \"checksum\"\nchecks = { rows = { min = 1 }, null_share = { name = 0.0 } }\nchunk_rows"));
        for (String fault : List.of(
                "destination.commit:3",
                "repository.commit:9",
                "repository.committed:12",
                "destination.commit:9=throw",
                "published")) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(FaultPoints.exitCode(fault));
        }
        Exit last = scenario.run();
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
        int landed = scenario.rows().landing().size();
        int rejected = scenario.rows().rejects().size();
        assertThat(scenario.repository()
                        .texts("SELECT RESULT, RECORDS_READ, RECORDS_REJECTED, RECORDS_WRITTEN, RECORDS_HELD,"
                                + " CASE WHEN CHECKSUM_HELD = CHECKSUM_WRITTEN THEN 'equal' ELSE 'different' END"
                                + " FROM HEADGATE_RECONCILIATION"))
                .containsExactly(String.join(
                        "\t",
                        "MATCH",
                        String.valueOf(landed + rejected),
                        String.valueOf(rejected),
                        String.valueOf(landed),
                        String.valueOf(landed),
                        "equal"));
        assertThat(scenario.repository().texts("SELECT NAME, RESULT, FOUND FROM HEADGATE_CHECK ORDER BY NAME"))
                .containsExactly(
                        "null_share(name)\tPASSED\t0 of " + landed + " (0.0000)",
                        "rows\tPASSED\t" + landed + " records");
    }
}
