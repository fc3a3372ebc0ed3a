package io.headgate.flow;

import io.headgate.api.config.ConfigBinder;
import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real engine on an in-memory H2 JobRepository, with a source and a destination that can be made to misbehave. */
@SpringBootTest(
        classes = EmbeddingApplication.class,
        properties = "spring.datasource.url=jdbc:h2:mem:engine;DB_CLOSE_DELAY=-1")
abstract class EngineTest {

    @Autowired
    FlowEngine engine;

    @Autowired
    JdbcClient jdbc;

    /** Each test has a flow of its own, so that the repository can be shared. */
    final String flow = "flow-" + System.nanoTime();

    @BeforeEach
    void clearLedger() {
        LedgerDestination.clear();
        Faults.reset();
    }

    DataFlowMappingDefinition numbers(Map<String, Object> source, Map<String, Object> options) {
        return numbers(source, Map.of(), options);
    }

    DataFlowMappingDefinition numbers(
            Map<String, Object> source, Map<String, Object> destination, Map<String, Object> options) {
        return new DataFlowMappingDefinition(
                flow,
                new SourceDefinition("numbers", "test-numbers", source),
                new DestinationDefinition("ledger", "test-ledger", null, destination),
                ConfigBinder.bind(FlowOptions.class, options),
                null);
    }

    static List<Object> landed(String stream) {
        return LedgerDestination.ROWS.getOrDefault(stream, List.of());
    }

    static Object[] numbersTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toArray();
    }
}
