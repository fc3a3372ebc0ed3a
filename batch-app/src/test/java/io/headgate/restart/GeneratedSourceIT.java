package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Generated records go on at the id behind the last durable one, however often the process dies, and so does the next run. */
class GeneratedSourceIT {

    private static final int RECORDS = 24_000;
    private static final String STREAM = "stream_0";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Launch configured(Landing landing, Repository repository) throws IOException {
        // A chunk never ends where a partition does.
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.made]\nname = \"auto-generated-data\"\nconfig = { num_records = " + RECORDS
                        + " }\n\n[destinations.there]\n" + landing.toml()
                        + "\n[[flows]]\nname = \"rows\"\nfrom = \"made\"\nto = \"there\"\npartitions = 2\n"
                        + "chunk_rows = 1700\n");
        return Launch.in(folder).with(repository.environment()).program(UnpackedJar.OPTIONS);
    }

    @Test
    void everyIdLandsOnceHoweverOftenTheProcessDies() throws IOException {
        Landing landing = Landing.Kind.FILE.create(folder);
        Repository repository = Repository.Kind.H2.create(folder.resolve("home"));
        Launch launch = configured(landing, repository);
        for (String fault : List.of("destination.commit:3", "repository.commit:4")) {
            dies(launch, fault);
            assertThat(repository.recordsWritten("rows"))
                    .as("somewhere in the middle at %s", fault)
                    .isBetween(1L, RECORDS - 1L);
        }
        dies(launch, "published");
        lands(launch, landing, RECORDS);
        assertThat(repository.statuses("rows"))
                .as("one instance, resumed each time")
                .containsExactly("FAILED", "FAILED", "FAILED", "COMPLETED");
        lands(launch, landing, 2 * RECORDS);
    }

    private static void dies(Launch launch, String fault) {
        Exit exit = launch.fault(fault).run("flow=rows");
        assertThat(exit.code()).as("at %s: %s", fault, exit.all()).isEqualTo(137);
    }

    private static void lands(Launch launch, Landing landing, int count) {
        Exit exit = launch.run("flow=rows");
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(landing.lines(STREAM))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count)
                        .mapToObj(id -> id + ",name_" + id + ",0")
                        .toList());
    }
}
