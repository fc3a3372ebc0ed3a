package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
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
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint as a stream. Its first records are looked at once, when it is first asked what it has. Any thread. */
final class ApiStream implements IDataSourceStream, RawRecordReader, ReadOutline {

    private final ApiClient client;
    private final ApiEndpoint endpoint;
    private final IDataSourceState state;
    private @Nullable Sampled sampled;

    private record Sampled(@Nullable RowSchema schema) {}

    ApiStream(ApiClient client, ApiEndpoint endpoint, IDataSourceState state) {
        this.client = client;
        this.endpoint = endpoint;
        this.state = state;
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    private Map<String, @Nullable Object> stored() {
        return endpoint.incremental() == null ? Map.of() : state.readStream(endpoint.name());
    }

    private ApiParams params(Map<String, @Nullable Object> plan) {
        Map<String, String> texts = new LinkedHashMap<>();
        ApiIncremental incremental = endpoint.incremental();
        Object since = plan.get("since");
        if (incremental != null && since != null) {
            texts.put(incremental.parameter(), since.toString());
        }
        ApiSplit split = endpoint.split();
        Object part = plan.get("part");
        if (split != null && part != null) {
            texts.put(split.parameter(), part.toString());
        }
        return ApiParams.of(texts);
    }

    private synchronized @Nullable RowSchema sampled() {
        Sampled known = sampled;
        if (known == null) {
            Map<String, DataType> before = new LinkedHashMap<>();
            if (stored().get("columns") instanceof Map<?, ?> columns) {
                columns.forEach((name, type) -> before.put(String.valueOf(name), DataType.parse(String.valueOf(type))));
            }
            RowSchema schema = null;
            for (StreamPartition partition : plan(Map.of())) {
                ApiPages pages =
                        new ApiPages(client, endpoint, params(partition.data().values()), Map.of());
                schema = ApiSample.schema(endpoint, pages, before);
                if (schema != null) {
                    break;
                }
            }
            known = new Sampled(schema);
            sampled = known;
        }
        return known.schema();
    }

    @Override
    public RowSchema schema() {
        RowSchema schema = sampled();
        if (schema == null) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "endpoint '" + endpoint.name()
                            + "' gives no record at the moment, so that its columns are unknown: run again when there is"
                            + " one, or declare all columns with their types in columns");
        }
        return schema;
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        if (endpoint.incremental() == null) {
            return plan(Map.of());
        }
        RowSchema schema = sampled();
        if (schema == null) {
            return List.of();
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        for (Field field : schema.fields()) {
            columns.put(field.name(), field.type().text());
        }
        return plan(columns);
    }

    private List<StreamPartition> plan(Map<String, Object> columns) {
        ApiReached reached = new ApiReached(endpoint, stored());
        ApiSplit split = endpoint.split();
        if (split == null) {
            return List.of(new StreamPartition("all", data(reached, null, columns), -1));
        }
        List<StreamPartition> partitions = new ArrayList<>();
        for (String part : split.values()) {
            partitions.add(new StreamPartition("part-" + partitions.size(), data(reached, part, columns), -1));
        }
        return partitions;
    }

    private static StreamState data(ApiReached reached, @Nullable String part, Map<String, Object> columns) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (part != null) {
            data.put("part", part);
        }
        reached.addTo(data, part);
        if (!columns.isEmpty()) {
            data.put("columns", columns);
        }
        return new StreamState(new LinkedHashMap<>(data));
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        Map<String, @Nullable Object> plan = partition.data().values();
        ApiPages pages = new ApiPages(client, endpoint, params(plan), from.values());
        return new ApiCursor(endpoint, pages, new ApiProgress(endpoint, plan, from.values()), options);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        if (endpoint.incremental() == null) {
            return before;
        }
        Map<String, Object> after = new ApiReached(endpoint, before.values()).after(finished);
        finished.keySet().stream()
                .map(partition -> partition.data().values().get("columns"))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> Optional.ofNullable(before.values().get("columns")))
                .ifPresent(columns -> after.put("columns", columns));
        return new StreamState(new LinkedHashMap<>(after));
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        byte[] data = rejected.raw().getBytes(StandardCharsets.UTF_8);
        JsonProblem problem = new JsonRows(
                        rows,
                        endpoint.parsedColumns().types().keySet(),
                        endpoint.unknownFields() == ApiEndpoint.UnknownFields.IGNORE)
                .add(data, 0, data.length);
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
        if (endpoint.parent() != null) {
            return List.of(endpoint.method() + " " + client.config().baseUrl() + endpoint.path()
                    + " for each record of " + endpoint.parent().endpoint());
        }
        ApiRequests requests = new ApiRequests(client.config(), endpoint);
        return partitions.stream()
                .map(partition -> requests.of(params(partition.data().values()), firstPosition()))
                .map(request -> request.method() + " " + request.uri())
                .toList();
    }

    private @Nullable Object firstPosition() {
        ApiPagination pagination = client.config().paginationOf(endpoint);
        return switch (pagination.type()) {
            case PAGE, OFFSET -> pagination.first();
            default -> null;
        };
    }
}
