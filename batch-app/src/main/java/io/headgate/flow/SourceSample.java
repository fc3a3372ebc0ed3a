package io.headgate.flow;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found when one stream of a source was looked at.
 *
 * @param schema null if the stream does not know it
 * @param records the first ones; null if they could not be read
 * @param rejected those among the first that could not be read as records
 * @param failure why the stream cannot be read, or null if it can
 */
public record SourceSample(
        String stream,
        @Nullable RowSchema schema,
        @Nullable RowBatch records,
        List<RejectedRecord> rejected,
        @Nullable RuntimeException failure) {}
