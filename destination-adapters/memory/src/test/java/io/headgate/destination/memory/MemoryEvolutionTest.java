package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationEvolutionSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class MemoryEvolutionTest extends DestinationEvolutionSuite {

    @Override
    protected IDataDestination createDestination() {
        return new MemoryDestinationFactory().create("evolution-test", null, new MemoryConfig(true));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return MemoryTables.of("evolution-test").rows(table);
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return MemoryTables.of("evolution-test").rejects(table);
    }
}
