package io.headgate.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.config.ConfigurationLoader;
import io.headgate.config.HeadgateConfiguration;
import io.headgate.destination.memory.MemoryTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration files, run as they stand. */
class ConfigurationFileTest extends ParityTest {

    /** To the letter the example that the design takes over. */
    private static final String SEED =
            """
            [sources.auto]
            name = "auto-generated-data"
            config = {}
            [destinations.auto-dest]
            method = "memory"
            [[flows]]
            from = "auto"
            to = "auto-dest"
            """;

    @TempDir
    Path folder;

    private HeadgateConfiguration load(String toml) throws IOException {
        Files.writeString(folder.resolve("config.toml"), toml);
        return new ConfigurationLoader(adapters, folder, Map.of())
                .load(null, Map.of(), null)
                .configuration();
    }

    @Test
    void theSeedsExampleRunsUnchanged() throws IOException {
        HeadgateConfiguration configuration = load(SEED);
        assertThat(configuration.flowNames()).containsExactly("auto");
        MemoryTables.of("auto-dest").clear();
        complete(engine, configuration.flows().get(0));
        assertThat(ids("auto-dest", "stream_0")).containsExactly(range(1, 2));
        complete(engine, configuration.flows().get(0));
        assertThat(ids("auto-dest", "stream_0")).containsExactly(range(1, 4));
    }

    @Test
    void anEmptyFileHasNoFlows() throws IOException {
        assertThat(load("").flows()).isEmpty();
    }

    @Test
    void twoSourcesTwoDestinationsAndTwoFlowsInOneFile() throws IOException {
        HeadgateConfiguration configuration = load(
                """
                [sources.small]
                name = "auto-generated-data"
                config = { num_records = 5, num_streams = 2 }

                [sources.large]
                name = "auto-generated-data"
                config = { num_records = 10 }

                [destinations.first]
                method = "memory"
                target = "%1$s-first"

                [destinations.second]
                method = "memory"
                target = "%1$s-second"

                [[flows]]
                from = "small"
                to = "first"

                [[flows]]
                name = "large-into-second"
                from = "large"
                to = "second"
                table = "landed_{stream}"
                """
                        .formatted(name));
        assertThat(configuration.sources()).containsOnlyKeys("small", "large");
        assertThat(configuration.destinations()).containsOnlyKeys("first", "second");
        assertThat(configuration.flowNames()).containsExactly("small", "large-into-second");
        configuration.flows().forEach(flow -> complete(engine, flow));
        assertThat(ids(name + "-first", "stream_0")).containsExactly(range(1, 5));
        assertThat(ids(name + "-first", "stream_1")).containsExactly(range(1, 5));
        assertThat(MemoryTables.of(name + "-second").names()).containsExactly("landed_stream_0");
        assertThat(ids(name + "-second", "landed_stream_0")).containsExactly(range(1, 10));
    }
}
