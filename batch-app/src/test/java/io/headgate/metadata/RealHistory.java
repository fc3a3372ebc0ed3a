package io.headgate.metadata;

import io.headgate.api.config.ConfigBinder;
import io.headgate.fake.Faults;
import io.headgate.fake.LedgerDestination;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.flow.FlowOptions;
import io.headgate.flow.RunOptions;
import io.headgate.flow.SourceDefinition;
import java.util.Map;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * A process that leaves a history behind and dies: runs that completed, one that failed and was resumed, one that still fails, one
 * that was stopped, and one in whose middle the process is killed. Arguments: JDBC URL, user.
 */
final class RealHistory {

    private final FlowEngine engine;

    private RealHistory(FlowEngine engine) {
        this.engine = engine;
    }

    public static void main(String[] args) throws InterruptedException {
        RealHistory history = new RealHistory(new SpringApplicationBuilder(Program.class)
                .properties(
                        "spring.datasource.url=" + args[0],
                        "spring.datasource.username=" + args[1],
                        "spring.batch.job.enabled=false",
                        "spring.batch.jdbc.isolation-level-for-create=read_committed",
                        "spring.batch.jdbc.initialize-schema=never")
                .run()
                .getBean(FlowEngine.class));
        history.checked();
        history.completed();
        history.resumed();
        history.unreachable();
        history.stopped();
        history.killed();
    }

    /** No annotation by which a component scan would find it. */
    @EnableAutoConfiguration
    static class Program {
        @Bean
        ExecutionContextSerializer executionContextSerializer() {
            return new JacksonExecutionContextStringSerializer();
        }
    }

    /** Lands in memory, where what is held can be counted, and is told to expect fewer records. */
    private void checked() {
        run(new DataFlowMappingDefinition(
                "checked",
                new SourceDefinition("numbers", "test-numbers", Map.of("count", 20)),
                new DestinationDefinition("memory", "memory", null, Map.of()),
                ConfigBinder.bind(
                        FlowOptions.class, Map.of("checks", Map.of("rows", Map.of("max", 10), "zero_records", "fail"))),
                null));
    }

    /** Two runs of two streams in two partitions each: 100 numbers a stream, of which 10 are rejected and 45 dropped. */
    private void completed() {
        DataFlowMappingDefinition flow = flow(
                        "completed",
                        Map.of("count", 100, "streams", 2, "parts", 2, "reject_every", 10),
                        Map.of("rejects", Map.of("limit", 20)))
                .mappedBy(row -> (Long) row.get("n") % 2 == 0 ? row : null);
        run(flow);
        run(flow);
    }

    /** The destination fails after its third commit, before the JobRepository's. The second execution goes on at 31. */
    private void resumed() {
        DataFlowMappingDefinition flow = flow("resumed", Map.of("count", 100), Map.of("chunk_rows", 10));
        LedgerDestination.failAfterCommit = 3;
        run(flow);
        run(flow);
    }

    private void unreachable() {
        Faults.failing(true);
        run(flow("unreachable", Map.of("fail_connect", true), Map.of()));
        Faults.failing(false);
    }

    /** Asked to stop in its second chunk. */
    private void stopped() throws InterruptedException {
        Faults.Gate gate = Faults.gateAt(35);
        Thread running =
                new Thread(() -> run(flow("stopped", Map.of("count", 100), Map.of("chunk_rows", 20))), "stopped");
        running.start();
        gate.reached().await();
        Thread stopping = new Thread(engine::stop, "stopping");
        stopping.start();
        while (stopping.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        gate.open().countDown();
        running.join();
        stopping.join();
        Faults.reset();
    }

    /** Dies while it reads its third chunk: two are committed. */
    private void killed() throws InterruptedException {
        Faults.Gate gate = Faults.gateAt(45);
        new Thread(
                        () -> run(flow(
                                "killed", Map.of("count", 100), Map.of("chunk_rows", 20, "repository_seconds", 0))),
                        "killed")
                .start();
        gate.reached().await();
        Runtime.getRuntime().halt(137);
    }

    private void run(DataFlowMappingDefinition flow) {
        engine.run(flow, RunOptions.defaults());
    }

    private static DataFlowMappingDefinition flow(
            String name, Map<String, Object> source, Map<String, Object> options) {
        return new DataFlowMappingDefinition(
                name,
                new SourceDefinition("numbers", "test-numbers", source),
                new DestinationDefinition("ledger", "test-ledger", null, Map.of()),
                ConfigBinder.bind(FlowOptions.class, options),
                null);
    }
}
