package io.headgate.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.destination.memory.MemoryTables;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.BatchFlowEngine;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.job.FlowJobRunner;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.transaction.PlatformTransactionManager;

/** The real engine with the generated source and the memory destination. Each test has names of its own. */
@SpringBootTest(
        classes = ParityTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:parity;DB_CLOSE_DELAY=-1")
abstract class ParityTest {

    /** No annotation by which a component scan would find it. */
    @EnableAutoConfiguration
    static class Application {}

    @Autowired
    FlowEngine engine;

    @Autowired
    AdapterRegistry adapters;

    @Autowired
    DataSource database;

    @Autowired
    private JobRepository repository;

    @Autowired
    private PlatformTransactionManager transactions;

    final String name = "parity-" + UUID.randomUUID();
    final DestinationDefinition memory = new DestinationDefinition(name, "memory", null, Map.of());

    FlowEngine engineWith(IDataSourceStateStorage storage) {
        return new BatchFlowEngine(
                adapters, new FlowJobRunner(repository, transactions, database), storage, Path.of("target/parity"));
    }

    static SourceDefinition generated(int records, int streams) {
        return generated(Map.of("num_records", records, "num_streams", streams));
    }

    static SourceDefinition generated(Map<String, Object> config) {
        return new SourceDefinition("auto", "auto-generated-data", config);
    }

    DataFlowMappingDefinition flow(SourceDefinition source) {
        return DataFlowMappingDefinition.of(source, memory).named(name);
    }

    static RunReport complete(FlowEngine engine, DataFlowMappingDefinition flow) {
        RunReport report = engine.run(flow, RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        return report;
    }

    List<Object> ids(String stream) {
        return ids(name, stream);
    }

    static List<Object> ids(String destination, String stream) {
        return MemoryTables.of(destination).rows(stream).stream()
                .map(row -> row.get("id"))
                .toList();
    }

    static Object[] range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toArray();
    }
}
