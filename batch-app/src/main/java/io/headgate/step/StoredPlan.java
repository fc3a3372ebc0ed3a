package io.headgate.step;

import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.SchemaMode;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.state.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's prepare step has planned, stored in its ExecutionContext and replayed by every restart: where the stream lands,
 * with which schema, and in which partitions.
 *
 * @param stream name of the stream
 * @param schema what the source delivers; null if there is nothing to read: then there are no partitions either, and the target
 *     is left alone
 * @param output what the transforms make of it; null with it
 * @param landed those of the output's fields that the target has columns for; null with it
 * @param before the stream's stored state when it was planned
 */
record StoredPlan(
        String stream,
        String table,
        @Nullable RowSchema schema,
        @Nullable RowSchema output,
        @Nullable RowSchema landed,
        WriteMode mode,
        List<String> key,
        ModeOptions options,
        SchemaMode schemaMode,
        List<StreamPartition> partitions,
        StreamState before) {

    static final String CONTEXT_KEY = "headgate.plan";

    /** Where a partition begins when nothing of it is durable yet. */
    StreamState startOf(StreamPartition partition) {
        return partition.isWhole() ? before : StreamState.EMPTY;
    }

    long estimatedRecords() {
        long sum = 0;
        for (StreamPartition partition : partitions) {
            if (partition.estimatedRecords() < 0) {
                return -1;
            }
            sum += partition.estimatedRecords();
        }
        return sum;
    }

    /** As the destination sees it. Only of a plan that has something to read. */
    StreamPlan forDestination(FlowRuntime runtime) {
        return new StreamPlan(
                runtime.flow(),
                runtime.instance(),
                runtime.startedAt(),
                stream,
                table,
                requireLanded(),
                mode,
                key,
                partitions.stream().map(StreamPartition::name).toList(),
                options,
                schemaMode,
                runtime.run());
    }

    StoredPlan withLanded(RowSchema fields) {
        return new StoredPlan(
                stream, table, schema, output, fields, mode, key, options, schemaMode, partitions, before);
    }

    RowSchema requireLanded() {
        return java.util.Objects.requireNonNull(landed, "a plan without a schema lands nothing");
    }

    RowSchema requireSchema() {
        return java.util.Objects.requireNonNull(schema, "a plan without a schema has nothing to read");
    }

    String toJson() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("stream", stream);
        map.put("table", table);
        map.put("schema", schema == null ? null : schema.toMap());
        map.put("output", output == null || output.equals(schema) ? null : output.toMap());
        map.put("landed", landed == null || landed.equals(output) ? null : landed.toMap());
        map.put("schema_mode", schemaMode.name());
        map.put("mode", mode.name());
        map.put("key", key);
        map.put("delete_field", options.deleteField());
        map.put("scd2", scd2Map(options.scd2()));
        map.put("before", before.values());
        map.put("partitions", partitions.stream().map(StoredPlan::partitionMap).toList());
        return JsonText.write(map);
    }

    static StoredPlan fromJson(String json) {
        Map<String, @Nullable Object> map = JsonText.read(json);
        RowSchema schema = schema(map.get("schema"));
        RowSchema transformed = schema(map.get("output"));
        RowSchema output = transformed == null ? schema : transformed;
        RowSchema landed = schema(map.get("landed"));
        return new StoredPlan(
                string(map, "stream"),
                string(map, "table"),
                schema,
                output,
                landed == null ? output : landed,
                WriteMode.valueOf(string(map, "mode")),
                asList(map.get("key")).stream().map(String::valueOf).toList(),
                options(map),
                // A plan that an earlier version of the program has stored has none.
                map.get("schema_mode") == null ? SchemaMode.EVOLVE : SchemaMode.valueOf(string(map, "schema_mode")),
                asList(map.get("partitions")).stream()
                        .map(entry -> partition(asMap(entry)))
                        .toList(),
                new StreamState(asMap(map.get("before"))));
    }

    private static @Nullable RowSchema schema(@Nullable Object map) {
        return map == null ? null : RowSchema.fromMap(asMap(map));
    }

    private static Map<String, @Nullable Object> scd2Map(ModeOptions.Scd2 scd2) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tracked", scd2.tracked());
        map.put("effective", scd2.effective());
        map.put("columns", scd2.columns());
        return map;
    }

    /** A plan that an earlier version of the program has stored has none. */
    private static ModeOptions options(Map<String, @Nullable Object> map) {
        if (map.get("scd2") == null) {
            return ModeOptions.NONE;
        }
        Map<String, @Nullable Object> scd2 = asMap(map.get("scd2"));
        List<String> columns =
                asList(scd2.get("columns")).stream().map(String::valueOf).toList();
        return new ModeOptions(
                (String) map.get("delete_field"),
                new ModeOptions.Scd2(
                        asList(scd2.get("tracked")).stream()
                                .map(String::valueOf)
                                .toList(),
                        (String) scd2.get("effective"),
                        columns.get(0),
                        columns.get(1),
                        columns.get(2),
                        columns.get(3)));
    }

    static String partitionJson(StreamPartition partition) {
        return JsonText.write(partitionMap(partition));
    }

    static StreamPartition partitionFromJson(String json) {
        return partition(JsonText.read(json));
    }

    static Map<String, Object> partitionMap(StreamPartition partition) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", partition.name());
        map.put("data", partition.data().values());
        map.put("estimated_records", partition.estimatedRecords());
        return map;
    }

    static StreamPartition partition(Map<String, @Nullable Object> map) {
        Object estimated = map.get("estimated_records");
        return new StreamPartition(
                string(map, "name"),
                new StreamState(asMap(map.get("data"))),
                estimated instanceof Number number ? number.longValue() : -1);
    }

    private static String string(Map<String, @Nullable Object> map, String key) {
        return String.valueOf(map.get(key));
    }

    @SuppressWarnings("unchecked") // JSON objects have string keys
    static Map<String, @Nullable Object> asMap(@Nullable Object value) {
        return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
    }

    static List<?> asList(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }
}
