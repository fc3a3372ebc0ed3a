package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.fake.LedgerDestination;
import io.headgate.job.OneWriter;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/**
 * Partitions, streams and flows of one process that write to a JobRepository in turns: whatever else they lock, nobody waits for
 * somebody who waits for him.
 */
@Import(TurnsTest.Turns.class)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TurnsTest extends EngineTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Turns {
        @Bean
        DataSource turns(DataSourceProperties properties) throws IOException {
            return new LazyConnectionDataSourceProxy(new OneWriter(
                    properties.initializeDataSourceBuilder().build(), Files.createTempDirectory("turns")));
        }
    }

    private RunReport run(DataFlowMappingDefinition definition) {
        RunReport report = engine.run(definition, RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        return report;
    }

    @Test
    void streamsThatArePublishedAndPartitionsThatAreReadKeepStateOfTheirSource() {
        run(numbers(
                Map.of("count", 800, "streams", 12, "parts", 4, "keep_others", true),
                Map.of("chunk_rows", 10, "partitions", 4, "parallel_streams", 2)));
        assertThat(LedgerDestination.ROWS).hasSize(12).allSatisfy((stream, rows) -> assertThat(rows)
                .hasSize(800));
    }

    @Test
    void flowsRunSideBySide() throws Exception {
        List<CompletableFuture<RunReport>> runs = List.of(
                CompletableFuture.supplyAsync(() -> run(numbers(Map.of("count", 300), Map.of("chunk_rows", 10)))),
                CompletableFuture.supplyAsync(() -> run(new DataFlowMappingDefinition(
                        flow + "-b",
                        new SourceDefinition(
                                "numbers", "test-numbers", Map.of("count", 300, "prefix", "b_", "keep_others", true)),
                        new DestinationDefinition("ledger", "test-ledger", null, Map.of()),
                        ConfigBinder.bind(FlowOptions.class, Map.of("chunk_rows", 10)),
                        null))));
        for (CompletableFuture<RunReport> run : runs) {
            run.get(100, TimeUnit.SECONDS);
        }
    }
}
