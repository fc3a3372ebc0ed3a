package io.headgate.destination.jdbc;

import io.headgate.api.data.RowBatch;
import org.jspecify.annotations.Nullable;

/** Encodes the rows of one table as binary COPY wants them. One thread. */
final class PostgresRowEncoder {

    private final PostgresEncoder[] encoders;
    private final long[] @Nullable [] nullBits;

    PostgresRowEncoder(TargetTable table) {
        encoders = table.columns().stream().map(PostgresTypes::encoder).toArray(PostgresEncoder[]::new);
        nullBits = new long[encoders.length][];
    }

    /** Turns to a batch; {@link #encode} then takes its rows. */
    void bind(RowBatch batch) {
        for (int i = 0; i < encoders.length; i++) {
            encoders[i].bind(batch.column(i));
            nullBits[i] = batch.column(i).nullBits();
        }
    }

    void encode(int row, CopyBuffer out) {
        out.ensure(2);
        out.putShort(encoders.length);
        int word = row >> 6;
        long mask = 1L << row;
        for (int i = 0; i < encoders.length; i++) {
            long @Nullable [] nulls = nullBits[i];
            if (nulls != null && (nulls[word] & mask) != 0) {
                out.ensure(4);
                out.putInt(-1);
            } else {
                encoders[i].encode(row, out);
            }
        }
    }
}
