package io.headgate.benchmarks.unchecked;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.state.Checkpoint;
import io.headgate.destination.memory.MemoryTables;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;

class UncheckedTest {

    private static final RowSchema SCHEMA =
            new RowSchema(List.of(Field.required("id", DataType.Primitive.INT64)), List.of());

    @Test
    void onlyTheEndOfAPartitionIsCommitted() {
        MemoryTables tables = MemoryTables.of("unchecked");
        StreamPlan plan = new StreamPlan(
                "f", UUID.randomUUID(), Instant.EPOCH, "s", "t", SCHEMA, WriteMode.APPEND, List.of(), List.of("p0"));
        UncheckedConfig config = new UncheckedConfig("memory");
        try (IDataDestination destination = new UncheckedDestinationFactory().create("d", "unchecked", config);
                StreamTarget target = destination.prepare(plan);
                PartitionWriter writer = target.open(new PartitionKey("f", plan.instance(), "s", "p0"), 1)) {
            writer.write(payload(1), record -> {});

            assertThat(writer.commit(new Checkpoint(1, 1, 1, 0, "{}", false))).isEqualTo(Checkpoint.NONE);
            assertThat(tables.rowCount("t")).isZero();

            writer.write(payload(2), record -> {});
            writer.finish(new Checkpoint(2, 2, 2, 0, "{}", true));
            assertThat(tables.rowCount("t")).isEqualTo(2);
        }
    }

    private static DataSourcePayload payload(long id) {
        RowBatchBuilder rows = new RowBatchBuilder(SCHEMA, 1);
        rows.longs(0).set(id);
        rows.endRow();
        return new DataSourcePayload(rows.build(), List.of(), Map.of(), null, null);
    }

    @Test
    void theJobRepositoryHearsOfAPartitionsBeginningAndEndAndOfNoChunk() {
        List<String> heard = new ArrayList<>();
        JobRepository repository = UncheckedRepository.withoutChunks(recording(heard));
        StepExecution step = step("s:p0");
        step.setStatus(BatchStatus.STARTED);

        repository.update(step);
        repository.updateExecutionContext(step);
        repository.update(step);
        step.setEndTime(LocalDateTime.now());
        repository.updateExecutionContext(step);
        repository.update(step);

        assertThat(heard).containsExactly("update", "updateExecutionContext", "update");
    }

    @Test
    void otherStepsAreReportedInFull() {
        List<String> heard = new ArrayList<>();
        JobRepository repository = UncheckedRepository.withoutChunks(recording(heard));
        StepExecution step = step("s.prepare");
        step.setStatus(BatchStatus.STARTED);

        repository.update(step);
        repository.update(step);
        repository.updateExecutionContext(step);

        assertThat(heard).containsExactly("update", "update", "updateExecutionContext");
    }

    private static StepExecution step(String name) {
        return new StepExecution(1, name, new JobExecution(1, new JobInstance(1, "f"), new JobParameters()));
    }

    private static JobRepository recording(List<String> heard) {
        return (JobRepository) Proxy.newProxyInstance(
                JobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                (proxy, method, arguments) -> {
                    heard.add(method.getName());
                    return null;
                });
    }
}
