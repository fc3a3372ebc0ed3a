package io.headgate.step;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From record to record; null drops it, an exception rejects it. Called by several threads. */
@FunctionalInterface
public interface RecordFunction {
    @Nullable
    Map<String, @Nullable Object> apply(Map<String, @Nullable Object> record);
}
