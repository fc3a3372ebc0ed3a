package io.headgate.destination.memory;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import org.jspecify.annotations.Nullable;

/** Entry point of the adapter. */
public final class MemoryDestinationFactory implements IDataDestinationFactory<MemoryConfig> {

    @Override
    public String method() {
        return "memory";
    }

    @Override
    public String description() {
        return "Tables in the memory of this process, for tests; nothing outlives it";
    }

    @Override
    public Class<MemoryConfig> configType() {
        return MemoryConfig.class;
    }

    @Override
    public IDataDestination create(String destinationId, @Nullable String target, MemoryConfig config) {
        return new MemoryDestination(MemoryTables.of(target == null ? destinationId : target), config);
    }
}
