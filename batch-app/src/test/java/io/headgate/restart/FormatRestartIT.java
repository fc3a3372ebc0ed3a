package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run over Parquet, Avro, ORC or Excel files that dies in the middle of a row group, block, stripe or sheet goes on there. */
class FormatRestartIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Scenario scenario(ForeignFiles format) throws IOException {
        // A chunk never ends where a part of the file does.
        Setup setup =
                Setup.of(Landing.Kind.FILE, 2, Repository.Kind.H2).rows(3000).chunkRows(70);
        Scenario scenario = Scenario.create(folder, setup).unpacked();
        for (int file = 0; file < Rows.FILES; file++) {
            format.replace(scenario.source(file));
        }
        String toml = scenario.toml().replace("name = \"csv\"", "name = \"" + format.source() + "\"");
        scenario.configure(format == ForeignFiles.EXCEL ? toml.replace(", min_partition_bytes = \"4KB\"", "") : toml);
        return scenario;
    }

    @ParameterizedTest
    @EnumSource
    void everyRecordLandsOnceHoweverOftenTheProcessDiesOnTheWay(ForeignFiles format) throws IOException {
        Scenario scenario = scenario(format);
        for (String fault : List.of("destination.commit:4", "repository.commit:9")) {
            Exit exit = scenario.run(fault);
            assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
            assertThat(scenario.verify()).as("after %s", fault).matches(Verification::isPartOfIt);
            assertThat(scenario.repository().recordsWritten(Scenario.FLOW))
                    .as("somewhere in the middle at %s", fault)
                    .isBetween(1L, scenario.rows().landing().size() - 1L);
        }
        Exit exit = scenario.run();
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
        assertThat(scenario.repository().statuses(Scenario.FLOW))
                .as("one instance, resumed each time")
                .containsExactly("FAILED", "FAILED", "COMPLETED");
    }
}
