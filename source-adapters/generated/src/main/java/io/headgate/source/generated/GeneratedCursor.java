package io.headgate.source.generated;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Makes the records of one range of ids, a payload at a time. */
final class GeneratedCursor implements PayloadCursor {

    private static final byte[] NAME_PREFIX = "name_".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_DIGITS = 19;

    private final GeneratedConfig config;
    private final int stream;
    private final long last;
    private final ReadOptions options;
    private final RowBatchBuilder builder;
    private final ColumnBuilder.Longs ids;
    private final ColumnBuilder.Bytes names;
    private final ColumnBuilder.Ints streams;
    private final ColumnBuilder.@Nullable Bytes payloads;
    private final byte[] payload;
    private final long startedNanos = System.nanoTime();
    private long made;
    private long id;

    /**
     * @param after the id before the first one to be made
     * @param last the last id to be made
     */
    GeneratedCursor(GeneratedConfig config, int stream, long after, long last, ReadOptions options) {
        this.config = config;
        this.stream = stream;
        this.id = after;
        this.last = last;
        this.options = options;
        this.builder = new RowBatchBuilder(options.schema(), (int) Math.min(options.rows(), last - after));
        builder.origin("stream_" + stream);
        this.ids = builder.longs(0);
        this.names = builder.bytes(1);
        this.streams = builder.ints(2);
        this.payload = new byte[config.payloadBytes()];
        Arrays.fill(payload, (byte) 'x');
        this.payloads = config.payloadBytes() > 0 ? builder.bytes(3) : null;
    }

    @Override
    public @Nullable DataSourcePayload next() {
        if (id >= last) {
            return null;
        }
        long rows = Math.min(Math.min(options.rows(), last - id), affordable());
        for (long row = 0; row < rows; row++) {
            addRow(++id);
        }
        made += rows;
        awaitPace();
        Map<String, Object> metadata =
                config.includeMetadata() ? Map.of("timestamp", Instant.now().toString()) : Map.of();
        return new DataSourcePayload(
                builder.build(), List.of(), metadata, StreamState.of(GeneratedStream.ID, id), null);
    }

    private void addRow(long newId) {
        ids.set(newId);
        setName(newId);
        streams.set(stream);
        if (payloads != null) {
            payloads.set(payload, 0, payload.length);
        }
        builder.position(newId);
        builder.endRow();
    }

    /** {@code name_} and the id, digit by digit: a String per record would halve the speed. */
    private void setName(long newId) {
        int start = names.room(NAME_PREFIX.length + MOST_DIGITS);
        byte[] bytes = names.data();
        System.arraycopy(NAME_PREFIX, 0, bytes, start, NAME_PREFIX.length);
        int end = start + NAME_PREFIX.length + digits(newId);
        long rest = newId;
        for (int at = end - 1; at >= start + NAME_PREFIX.length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        names.close(end);
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** How many records fit into a payload's size, and at a given pace into its time. */
    private long affordable() {
        long bytesPerRow = 32L + config.payloadBytes();
        long bySize = Math.max(1, options.bytes() / bytesPerRow);
        if (config.rowsPerSecond() == 0) {
            return bySize;
        }
        long byTime = Math.max(
                1, config.rowsPerSecond() * Math.min(1000, options.maxWait().toMillis()) / 1000);
        return Math.min(bySize, byTime);
    }

    private void awaitPace() {
        if (config.rowsPerSecond() == 0) {
            return;
        }
        long due = startedNanos + (long) (made * 1e9 / config.rowsPerSecond());
        while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    @Override
    public void close() {}
}
