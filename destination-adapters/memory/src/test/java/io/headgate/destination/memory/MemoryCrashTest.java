package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationCrashSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Memory ends with its process, and says so. */
class MemoryCrashTest extends DestinationCrashSuite {

    @Override
    protected boolean outlivesItsProcess() {
        return false;
    }

    @Override
    protected List<String> faultPoints() {
        return List.of();
    }

    @Override
    protected String childDestination() {
        throw new UnsupportedOperationException("another process has another memory");
    }

    @Override
    protected IDataDestination createDestination() {
        return new MemoryDestinationFactory().create("crash-test", null, new MemoryConfig(true));
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return MemoryTables.of("crash-test").rows(tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return MemoryTables.of("crash-test").rejects(tableName);
    }
}
