package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationWriteSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class MemoryWriteTest extends DestinationWriteSuite {

    @Override
    protected IDataDestination createDestination() {
        return new MemoryDestinationFactory().create("write-test", null, new MemoryConfig(true));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return MemoryTables.of("write-test").rows(table);
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return MemoryTables.of("write-test").rejects(table);
    }

    @Override
    protected boolean rejectsRecords() {
        return false;
    }
}
