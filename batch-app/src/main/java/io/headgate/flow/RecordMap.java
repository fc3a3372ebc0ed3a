package io.headgate.flow;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function from record to record. Must be free of side effects and give the same result for the same record: after a crash it
 * sees records again. Called by several threads.
 */
@FunctionalInterface
public interface RecordMap {

    /**
     * @param record field names and values in field order, nulls included; the caller's own copy, which may be changed and returned
     * @return the record to land, with fields of the stream's schema only, or null to drop it; a dropped record counts as filtered
     * @throws RuntimeException to reject the record with the exception's message as the reason
     */
    @Nullable
    Map<String, @Nullable Object> apply(Map<String, @Nullable Object> record);
}
