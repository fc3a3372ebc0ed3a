package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of a crawl as a stream. Any thread. */
final class WebStream implements IDataSourceStream, RawRecordReader, ReadOutline {

    private static final int SAMPLE_PAGES = 5;
    private static final int SAMPLE_RECORDS = 100;

    private final String name;
    private final WebConfig config;
    private final WebSite site;
    private @Nullable RowSchema schema;

    WebStream(String name, WebConfig config, WebSite site) {
        this.name = name;
        this.config = config;
        this.site = site;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized RowSchema schema() {
        RowSchema known = schema;
        if (known == null) {
            known = findSchema();
            schema = known;
        }
        return known;
    }

    private RowSchema findSchema() {
        Map<String, DataType> types = new LinkedHashMap<>();
        String url = config.urlColumn();
        if (url != null) {
            types.put(url, Primitive.STRING);
        }
        if (config.fields().isEmpty() || config.jsonLd() != null) {
            types.putAll(sampled());
        }
        if (config.jsonLd() == null) {
            config.fields().keySet().forEach(column -> types.put(column, Primitive.STRING));
            types.replaceAll((column, type) -> Primitive.STRING);
        }
        types.putAll(config.types());
        if (types.isEmpty() || types.size() == 1 && types.containsKey(url)) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "the first pages hold no "
                            + (config.table() == null ? "JSON-LD of type " + config.jsonLd() : "table")
                            + ", so that the columns are unknown: correct the configuration, or declare all columns with"
                            + " their types in columns");
        }
        return JsonColumns.schema(types, config.primaryKey());
    }

    private Map<String, DataType> sampled() {
        JsonInference inference = new JsonInference();
        WebCrawl crawl = new WebCrawl(config, site, new WebVisited());
        WebExtract extract = new WebExtract(config);
        WebPage page = crawl.next();
        for (int pages = 1; page != null; pages++) {
            for (WebRecord record : extract.records(page)) {
                if (record.problem() == null) {
                    byte[] data = record.bytes();
                    inference.add(data, 0, data.length);
                }
            }
            page = pages >= SAMPLE_PAGES || inference.records() >= SAMPLE_RECORDS ? null : crawl.next();
        }
        return inference.types();
    }

    /** Of what stands between tags everything is text: it is read as whatever type its column has. */
    private Set<String> declared(RowSchema planned) {
        return config.jsonLd() == null
                ? Set.copyOf(planned.names())
                : config.types().keySet();
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        return List.of(new StreamPartition("all", StreamState.EMPTY, -1));
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        return new WebCursor(config, site, from, options, declared(options.schema()));
    }

    /** Every run reads all pages. */
    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        return before;
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        byte[] data = rejected.raw().getBytes(StandardCharsets.UTF_8);
        JsonProblem problem = new JsonRows(rows, declared(rows.schema()), false).add(data, 0, data.length);
        return problem == null
                ? null
                : new RejectedRecord(rejected.place(), problem.code(), problem.reason(), rejected.raw());
    }

    @Override
    public long estimatedBytes(List<StreamPartition> partitions) {
        return -1;
    }

    @Override
    public List<String> statements(List<StreamPartition> partitions) {
        return config.startUrls().stream().map(start -> "GET " + start).toList();
    }
}
