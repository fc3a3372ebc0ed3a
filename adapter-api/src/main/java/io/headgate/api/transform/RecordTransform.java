package io.headgate.api.transform;

import io.headgate.api.data.RowSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change of records that no built-in transform can make. Made by an {@link IRecordTransformFactory}.
 *
 * <p>Order of calls: {@link #outputSchema} when a stream is planned or checked, then {@link #apply} for each record, by several
 * threads at the same time. After a crash records are seen again: an implementation has no side effects, keeps nothing from record
 * to record, and gives the same result for the same record.
 */
public interface RecordTransform {

    /**
     * The schema of what {@link #apply} returns. The same for the same input.
     *
     * @param input fields of the records that it will be given
     * @throws io.headgate.api.config.ConfigException if the records do not have what it needs; the key is one of its own
     *     configuration
     */
    RowSchema outputSchema(RowSchema input);

    /**
     * Changes one record.
     *
     * @param record field names and values in field order, nulls included, as {@link io.headgate.api.data.Values} describes them;
     *     the callee's own copy, which may be changed and returned
     * @return a record of the output schema, or null to drop it: a dropped record counts as filtered
     * @throws RuntimeException to reject the record, with the exception's message as the reason
     */
    @Nullable
    Map<String, @Nullable Object> apply(Map<String, @Nullable Object> record);
}
