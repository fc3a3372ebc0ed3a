package io.headgate.destination.memory;

import io.headgate.api.destination.StreamPlan;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The values that identify a record. */
record MemoryKey(List<Object> values) {

    static MemoryKey of(StreamPlan plan, Map<String, @Nullable Object> row) {
        return new MemoryKey(plan.key().stream()
                .map(field -> Objects.requireNonNull(row.get(field)))
                .map(value -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value)
                .toList());
    }
}
