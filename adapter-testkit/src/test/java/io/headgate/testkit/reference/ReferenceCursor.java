package io.headgate.testkit.reference;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a range of numbers; each seventh cannot be read, each fifth has no word. */
final class ReferenceCursor implements PayloadCursor {

    private final String stream;
    private final ReadOptions options;
    private final SourceFlaw flaw;
    private final long last;
    private final int mostRows;
    private final RowBatchBuilder rows;
    private long position;
    private boolean ended;
    private boolean closed;

    ReferenceCursor(
            String stream,
            RowSchema ownSchema,
            ReferenceStream.Range range,
            StreamState from,
            ReadOptions options,
            SourceFlaw flaw) {
        this.stream = stream;
        this.options = options;
        this.flaw = flaw;
        this.last = range.last();
        this.mostRows = flaw == SourceFlaw.IGNORES_ROWS_WANTED ? Integer.MAX_VALUE : options.rows();
        this.position = start(range, from);
        this.rows = new RowBatchBuilder(
                flaw == SourceFlaw.BATCH_IGNORES_THE_PLANNED_SCHEMA
                        ? new RowSchema(ownSchema.fields(), List.of("n"))
                        : options.schema(),
                16);
        rows.origin(stream);
    }

    private long start(ReferenceStream.Range range, StreamState from) {
        if (from.isEmpty()) {
            return range.after();
        }
        long at = from.getLong("n", 0);
        return switch (flaw) {
            case SKIPS_A_RECORD_AFTER_RESUME -> at + 1;
            case REPEATS_A_RECORD_AFTER_RESUME -> at - 1;
            default -> at;
        };
    }

    @Override
    public @Nullable DataSourcePayload next() {
        if (position >= last) {
            return atTheEnd();
        }
        List<RejectedRecord> rejected = new ArrayList<>();
        while (position < last && rows.rowCount() < mostRows && rows.sizeBytes() < options.bytes()) {
            read(++position, rejected);
        }
        if (flaw == SourceFlaw.LOSES_A_RECORD_IN_SMALL_PAYLOADS && options.rows() == 3 && position < last) {
            position++;
        }
        return new DataSourcePayload(rows.build(), rejected, metadata(), state(), null);
    }

    private @Nullable DataSourcePayload atTheEnd() {
        boolean first = !ended;
        ended = true;
        return first || flaw != SourceFlaw.GOES_ON_AFTER_THE_END
                ? null
                : DataSourcePayload.of(rows.build(), StreamState.of("n", position));
    }

    private void read(long n, List<RejectedRecord> rejected) {
        if (n % 7 == 0) {
            if (flaw != SourceFlaw.LOSES_REJECTED_RECORDS) {
                rejected.add(new RejectedRecord(stream + ":" + n, "SEVENTH", "sevenths cannot be read", "raw " + n));
            }
            return;
        }
        boolean again = n == 9 && flaw == SourceFlaw.READS_ONE_RECORD_TWICE_AND_ITS_NEIGHBOUR_NEVER;
        long number = again ? n - 1 : n;
        if (n != 4 || flaw != SourceFlaw.NULL_IN_A_REQUIRED_FIELD) {
            rows.longs(0).set(number);
        }
        if (n % 5 != 0) {
            String prefix = n == 8 && flaw == SourceFlaw.CHANGES_A_VALUE ? "Word " : "word ";
            byte[] word = (prefix + number).getBytes(StandardCharsets.UTF_8);
            rows.bytes(1).set(word, 0, word.length);
        }
        rows.position(n);
        rows.endRow();
    }

    private Map<String, Object> metadata() {
        return Map.of("stream", stream, "half", flaw == SourceFlaw.METADATA_IS_NO_JSON ? "\uD83D" : "\uD83D\uDE00");
    }

    private @Nullable StreamState state() {
        return switch (flaw) {
            case NO_STATE_AT_ALL -> null;
            case NO_STATE_AT_THE_END -> position < last ? StreamState.of("n", position) : null;
            case STATE_IS_NO_JSON -> StreamState.of("n", position, "half", "\uD83D");
            default -> StreamState.of("n", position);
        };
    }

    @Override
    public void close() {
        if (closed && flaw == SourceFlaw.CLOSES_ONCE_ONLY) {
            throw new IllegalStateException("closed already");
        }
        closed = true;
    }
}
