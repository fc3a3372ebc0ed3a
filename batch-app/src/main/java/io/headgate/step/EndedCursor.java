package io.headgate.step;

import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import org.jspecify.annotations.Nullable;

/** The cursor of a partition whose end is already durable: the source need not be opened again. */
final class EndedCursor implements PayloadCursor {

    @Override
    public @Nullable DataSourcePayload next() {
        return null;
    }

    @Override
    public void close() {}
}
