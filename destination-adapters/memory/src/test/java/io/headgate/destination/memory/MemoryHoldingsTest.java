package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationHoldingsSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class MemoryHoldingsTest extends DestinationHoldingsSuite {

    @Override
    protected IDataDestination createDestination() {
        return new MemoryDestinationFactory().create("holdings-test", null, new MemoryConfig(true));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return MemoryTables.of("holdings-test").rows(tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return MemoryTables.of("holdings-test").rejects(tableName);
    }

    @Override
    protected void removeOneRow(String tableName) {
        MemoryTables.of("holdings-test").removeLastRow(tableName);
    }
}
