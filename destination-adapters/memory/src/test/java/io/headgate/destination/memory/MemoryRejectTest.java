package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationRejectSuite;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

class MemoryRejectTest extends DestinationRejectSuite {

    @Override
    protected IDataDestination createDestination() {
        return new MemoryDestinationFactory().create("reject-test", null, new MemoryConfig(true));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return MemoryTables.of("reject-test").rows(table);
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return MemoryTables.of("reject-test").rejects(table);
    }

    @Override
    protected void repair(String table, UnaryOperator<String> raw) {
        MemoryTables.of("reject-test").editRejects(table, raw);
    }
}
