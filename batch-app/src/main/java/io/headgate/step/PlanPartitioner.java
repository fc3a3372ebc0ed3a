package io.headgate.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * Replays the stored plan as partitions. Spring Batch calls it at every start and matches by name: a partition that ran before
 * gets its own context back, which holds its checkpoint.
 */
final class PlanPartitioner implements Partitioner {

    static final String PARTITION_KEY = "headgate.partition";

    private final Supplier<StoredPlan> plan;

    PlanPartitioner(Supplier<StoredPlan> plan) {
        this.plan = plan;
    }

    @Override
    public Map<String, ExecutionContext> partition(int gridSize) {
        Map<String, ExecutionContext> contexts = new LinkedHashMap<>();
        plan.get().partitions().forEach(partition -> {
            ExecutionContext context = new ExecutionContext();
            context.putString(PARTITION_KEY, StoredPlan.partitionJson(partition));
            contexts.put(partition.name(), context);
        });
        return contexts;
    }
}
