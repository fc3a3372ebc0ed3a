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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the pages of a crawl. Only the last payload of a page has a state, so that what is durable is a number of whole pages. */
final class WebCursor implements PayloadCursor {

    private static final int MOST_EXPECTED_ROWS = 1024;

    private final WebCrawl crawl;
    private final WebVisited visited;
    private final WebExtract extract;
    private final ReadOptions options;
    private final RowBatchBuilder batch;
    private final JsonRows rows;
    private @Nullable WebPage page;
    private List<WebRecord> records = List.of();
    private int index;

    WebCursor(WebConfig config, WebSite site, StreamState from, ReadOptions options, Set<String> declared) {
        this.visited = WebVisited.fromText(from.values().get("pages"));
        this.crawl = new WebCrawl(config, site, visited);
        this.extract = new WebExtract(config);
        this.options = options;
        this.batch = new RowBatchBuilder(options.schema(), Math.min(options.rows(), MOST_EXPECTED_ROWS));
        this.rows = new JsonRows(batch, declared, false);
    }

    @Override
    public @Nullable DataSourcePayload next() {
        WebPage current = page;
        if (current == null) {
            current = crawl.next();
            if (current == null) {
                return null;
            }
            page = current;
            records = extract.records(current);
            index = 0;
        }
        return read(current);
    }

    private DataSourcePayload read(WebPage current) {
        List<RejectedRecord> rejected = new ArrayList<>();
        String place = current.uri().toString();
        long rejectedBytes = 0;
        batch.origin(place);
        JsonProblem missing = current.problem();
        if (missing != null) {
            rejected.add(new RejectedRecord(place, missing.code(), missing.reason(), place));
        }
        while (index < records.size()
                && batch.rowCount() + rejected.size() < options.rows()
                && batch.sizeBytes() + rejectedBytes < options.bytes()) {
            WebRecord record = records.get(index++);
            batch.position(index);
            JsonProblem problem = record.problem();
            if (problem == null) {
                byte[] data = record.bytes();
                problem = rows.add(data, 0, data.length);
            }
            if (problem != null) {
                rejected.add(new RejectedRecord(
                        place + ":" + index, problem.code(), problem.reason(), JsonProblem.raw(record.text())));
                rejectedBytes += record.text().length();
            }
        }
        StreamState state = null;
        if (index >= records.size()) {
            page = null;
            state = StreamState.of("pages", visited.toText());
        }
        return new DataSourcePayload(batch.build(), rejected, Map.of("page", place), state, null);
    }

    @Override
    public void close() {
        page = null;
        records = List.of();
    }
}
