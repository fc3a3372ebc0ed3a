package io.headgate.source.http;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * Reads the pages of a partition. Only the last payload of a page has a state: a chunk ends with a page, so that what is durable
 * is always a number of whole pages, and a page that changes before it is read again cannot be half landed.
 */
final class ApiCursor implements PayloadCursor {

    private static final int MOST_EXPECTED_ROWS = 1024;

    private final ApiPages pages;
    private final ApiProgress progress;
    private final ReadOptions options;
    private final RowBatchBuilder batch;
    private final JsonRows rows;
    private final @Nullable JsonPointer ordered;
    private @Nullable ApiPage page;
    private int index;
    /** Whether a record had the field that the endpoint is incremental by: one that none has is a mistake. */
    private boolean isOrdered;

    ApiCursor(ApiEndpoint endpoint, ApiPages pages, ApiProgress progress, ReadOptions options) {
        this.pages = pages;
        this.progress = progress;
        this.options = options;
        this.batch = new RowBatchBuilder(options.schema(), Math.min(options.rows(), MOST_EXPECTED_ROWS));
        this.rows = new JsonRows(
                batch,
                endpoint.parsedColumns().types().keySet(),
                endpoint.unknownFields() == ApiEndpoint.UnknownFields.IGNORE);
        ApiIncremental incremental = endpoint.incremental();
        this.ordered = incremental == null ? null : JsonPointer.compile(incremental.field());
        this.isOrdered = incremental == null || progress.hasBegun();
    }

    @Override
    public @Nullable DataSourcePayload next() {
        ApiPage current = page;
        if (current == null) {
            current = pages.next();
            if (current == null) {
                return null;
            }
            page = current;
            index = 0;
        }
        return read(current);
    }

    private DataSourcePayload read(ApiPage current) {
        List<RejectedRecord> rejected = new ArrayList<>();
        long rejectedBytes = 0;
        int repeated = 0;
        batch.origin(current.place());
        boolean compares = progress.compares();
        while (index < current.count()
                && batch.rowCount() + rejected.size() < options.rows()
                && batch.sizeBytes() + rejectedBytes < options.bytes()) {
            int record = index++;
            if (compares && progress.isRepetition(current.hash(record), ordering(current, record))) {
                repeated++;
                continue;
            }
            batch.position(record + 1);
            JsonProblem problem = rows.add(current.data(), current.start(record), current.end(record));
            if (problem != null) {
                rejected.add(rejected(current, record, problem));
                rejectedBytes += current.end(record) - current.start(record);
            }
        }
        StreamState state = null;
        if (index >= current.count()) {
            requireOrdered(current);
            page = null;
            state = state();
        }
        Map<String, Object> metadata = repeated == 0 ? Map.of() : Map.of("repeated_records", repeated);
        return new DataSourcePayload(batch.build(), rejected, metadata, state, null);
    }

    private @Nullable String ordering(ApiPage current, int record) {
        if (ordered == null) {
            return null;
        }
        JsonText.Found found = current.find(record, ordered);
        isOrdered |= found != null;
        return found == null || !found.isSomething() ? null : found.text();
    }

    /** A mistyped pointer must not make every run read everything. */
    private void requireOrdered(ApiPage current) {
        if (!isOrdered && current.count() > 0) {
            throw ApiPage.unreadable(
                    current.place(),
                    "no record has anything at incremental.field '" + ordered + "'",
                    "correct the pointer: the next run would read the same again");
        }
    }

    private static RejectedRecord rejected(ApiPage page, int record, JsonProblem problem) {
        return new RejectedRecord(
                page.place() + ":" + (record + 1),
                problem.code(),
                problem.reason(),
                JsonProblem.raw(page.text(record)));
    }

    private StreamState state() {
        Map<String, Object> state = pages.state();
        progress.addTo(state);
        return new StreamState(state);
    }

    @Override
    public void close() {
        page = null;
    }
}
