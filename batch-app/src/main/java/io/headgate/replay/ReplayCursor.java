package io.headgate.replay;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import io.headgate.transform.RejectedJson;
import io.headgate.transform.TransformPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads claimed records in the order of the store. A payload holds neighbours that begin at the same step and come from the same
 * place, because a batch has one schema and one origin. The state is the id of the last record.
 */
final class ReplayCursor implements PayloadCursor {

    static final String UNREADABLE = "REPLAY_UNREADABLE";

    private static final String AFTER = "after";
    private static final int PAGE = 100;
    /** How a destination shows bytes that are no text: as they stand they would become other text. */
    private static final Pattern SHOWN_BYTE = Pattern.compile("\\\\\\\\x[89A-Fa-f][0-9A-Fa-f]");

    private final IDataSourceStream stream;
    private final ReplayRejects rejects;
    private final TransformPlan plan;
    private final int mostRows;
    private final Deque<StoredReject> page = new ArrayDeque<>();
    private @Nullable String after;

    ReplayCursor(
            IDataSourceStream stream,
            ReplayRejects rejects,
            TransformPlan plan,
            StreamState from,
            ReadOptions options) {
        this.stream = stream;
        this.rejects = rejects;
        this.plan = plan;
        this.mostRows = Math.min(PAGE, options.rows());
        this.after = from.getString(AFTER);
    }

    @Override
    public @Nullable DataSourcePayload next() {
        if (page.isEmpty()) {
            page.addAll(rejects.next(after, PAGE));
        }
        StoredReject first = page.peek();
        if (first == null) {
            return null;
        }
        String step = first.record().step();
        Place origin = Place.of(first.record());
        List<RejectedRecord> group = new ArrayList<>();
        StoredReject last = first;
        for (StoredReject next = first;
                next != null && group.size() < mostRows && belongs(next, step, origin);
                next = page.peek()) {
            last = page.remove();
            group.add(last.record());
        }
        after = last.id();
        RowSchema schema = plan.schemaAt(step);
        return schema == null ? unknownStep(step, group, last.id()) : payload(step, schema, origin, group, last.id());
    }

    private static boolean belongs(StoredReject reject, String step, Place origin) {
        return reject.record().step().equals(step)
                && Place.of(reject.record()).origin().equals(origin.origin());
    }

    private DataSourcePayload payload(
            String step, RowSchema schema, Place origin, List<RejectedRecord> group, String lastId) {
        RowBatchBuilder rows = new RowBatchBuilder(schema, group.size());
        List<RejectedRecord> again = new ArrayList<>();
        rows.origin(origin.origin());
        for (RejectedRecord record : group) {
            RejectedRecord failed = step.equals(RejectedRecord.SOURCE) ? readRaw(record, rows) : readJson(record, rows);
            if (failed != null) {
                again.add(failed);
            }
        }
        return payload(rows.build(), again, step, lastId);
    }

    /** A source that cannot read a single record again leaves it as it is, with the reason that it has given. */
    private @Nullable RejectedRecord readRaw(RejectedRecord record, RowBatchBuilder rows) {
        return stream instanceof RawRecordReader reader ? reader.readRaw(record, rows) : record;
    }

    private static @Nullable RejectedRecord readJson(RejectedRecord record, RowBatchBuilder rows) {
        if (record.step().equals(RejectedRecord.DESTINATION)
                && SHOWN_BYTE.matcher(record.raw()).find()) {
            return unreadable(
                    record,
                    "it shows bytes that are no text as \\xNN: write the characters that are meant in their place");
        }
        try {
            Place place = Place.of(record);
            if (place.position() >= 0) {
                rows.position(place.position());
            }
            RejectedJson.read(record.raw(), rows);
            return null;
        } catch (IllegalArgumentException e) {
            rows.discardRow();
            return unreadable(record, String.valueOf(e.getMessage()));
        }
    }

    private DataSourcePayload unknownStep(String step, List<RejectedRecord> group, String lastId) {
        List<RejectedRecord> again = group.stream()
                .map(record -> unreadable(
                        record,
                        "the flow no longer has the step '" + step
                                + "' that has rejected it. Bring the step back, or repair the record in its source"))
                .toList();
        return payload(RowBatch.empty(plan.output()), again, RejectedRecord.DESTINATION, lastId);
    }

    private static RejectedRecord unreadable(RejectedRecord record, String reason) {
        return new RejectedRecord(record.place(), UNREADABLE, reason, record.raw(), record.step());
    }

    private static DataSourcePayload payload(RowBatch batch, List<RejectedRecord> again, String step, String lastId) {
        return new DataSourcePayload(
                batch, again, TransformPlan.entryMetadata(step), StreamState.of(AFTER, lastId), null);
    }

    @Override
    public void close() {
        page.clear();
    }

    /**
     * A record's place taken apart as a batch holds it, so that it comes together again to the letter.
     *
     * @param position -1 if the place has none
     */
    private record Place(String origin, long position) {
        private static final Pattern POSITION = Pattern.compile("0|[1-9]\\d{0,17}");

        static Place of(RejectedRecord record) {
            String place = record.place();
            int colon = place.lastIndexOf(':');
            String last = place.substring(colon + 1);
            return colon > 0 && POSITION.matcher(last).matches()
                    ? new Place(place.substring(0, colon), Long.parseLong(last))
                    : new Place(place, -1);
        }
    }
}
