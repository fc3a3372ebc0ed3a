package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file is being written while the flow reads it: when the run is planned its last record is half there, when the process dies it
 * is whole and others follow. The record lands once and whole, and of those behind it none.
 */
class GrownFileIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** A format in which a record may be cut anywhere. */
    enum Format {
        CSV("csv", "id,name,amount,day\n1,a,0.5,2026-01-01\n2,b,1.5,2026-01-02\n3", "5,c,2.5,2026-01-03\n") {
            @Override
            String later(int id) {
                return id + ",later,3.5,2026-01-04\n";
            }
        },
        JSON_LINES(
                "json",
                """
                {"id":1,"name":"a","amount":0.5,"day":"2026-01-01"}
                {"id":2,"name":"b","amount":1.5,"day":"2026-01-02"}
                {"id":3""",
                """
                5,"name":"c","amount":2.5,"day":"2026-01-03"}
                """) {
            @Override
            String later(int id) {
                return "{\"id\":" + id + ",\"name\":\"later\",\"amount\":3.5,\"day\":\"2026-01-04\"}\n";
            }
        };

        private final String source;
        private final String planned;
        private final String rest;

        Format(String source, String planned, String rest) {
            this.source = source;
            this.planned = planned;
            this.rest = rest;
        }

        abstract String later(int id);
    }

    @ParameterizedTest
    @EnumSource
    void theRecordThatWasHalfThereLandsOnceAndWholeAlsoIfTheProcessDiesRightBehindIt(Format format) throws IOException {
        Scenario scenario = Scenario.create(
                        folder,
                        Setup.of(Landing.Kind.POSTGRESQL, 1, Repository.Kind.H2)
                                .rows(3)
                                .chunkRows(1))
                .unpacked();
        Path file = folder.resolve("growing").resolve("rows." + (format == Format.CSV ? "csv" : "jsonl"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, format.planned);
        scenario.configure(scenario.toml()
                .replace("name = \"csv\"", "name = \"" + format.source + "\"")
                .replace(folder.resolve("source").toString(), file.getParent().toString()));

        try (JarProcess first = scenario.startPausingAt("repository.commit:1", Scenario.FLOW)) {
            Files.writeString(file, format.rest + format.later(4), StandardOpenOption.APPEND);
            first.kill();
        }
        assertThat(scenario.landing().records("landed")).containsExactly("1|a|0.5|2026-01-01");

        Exit behind = scenario.run("repository.commit:2");
        assertThat(behind.code()).as(behind.all()).isEqualTo(137);
        String[] whole = {"1|a|0.5|2026-01-01", "2|b|1.5|2026-01-02", "35|c|2.5|2026-01-03"};
        assertThat(scenario.landing().records("landed")).containsExactlyInAnyOrder(whole);
        Files.writeString(file, format.later(6), StandardOpenOption.APPEND);

        Exit last = scenario.run();
        assertThat(last.code()).as(last.all()).isZero();
        assertThat(scenario.landing().records("landed")).containsExactlyInAnyOrder(whole);
        assertThat(scenario.repository().counts(Scenario.FLOW)).isEqualTo("3\t0");
        assertThat(scenario.landing().rejects("landed")).isEmpty();
    }
}
