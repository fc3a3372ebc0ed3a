package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One endpoint of an API: a stream. */
record ApiEndpoint(
        @ConfigKey(value = "the stream's name", required = true) String name,
        @ConfigKey(
                        value = "what follows base_url; {name} stands for a value of parent, split or incremental",
                        required = true)
                String path,
        @ConfigKey(value = "GET, or POST for an API that is asked by a body", defaultValue = "get") Method method,
        @ConfigKey("further header fields; their values are never printed") Map<String, Secret> headers,
        @ConfigKey("query parameters; {name} as in path") Map<String, String> query,
        @ConfigKey("post: the body, a table or a text; {name} as in path") @Nullable Object body,
        @ConfigKey(
                        value =
                                "JSON pointer to the records within the answer: an array, or an object that is the only one;"
                                        + " empty for the answer itself",
                        defaultValue = "")
                String records,
        @ConfigKey(
                        value = "whether an answer without anything at records is an error, or has no records",
                        defaultValue = "true")
                boolean recordsRequired,
        @ConfigKey("columns that identify a record") List<String> primaryKey,
        @ConfigKey("a table from column to type; others are inferred") @Nullable Object columns,
        @ConfigKey(
                        value =
                                "how many records decide the types of columns that are not declared; 0 reads the declared"
                                        + " columns only",
                        defaultValue = "1000",
                        tuning = true)
                int sampleRecords,
        @ConfigKey(
                        value = "a record with a field that is no column: reject it, or ignore the field",
                        defaultValue = "reject")
                UnknownFields unknownFields,
        @ConfigKey("how one page leads to the next; by default that of the source") @Nullable ApiPagination pagination,
        @ConfigKey("how a run asks for what is new since the last one") @Nullable ApiIncremental incremental,
        @ConfigKey("the endpoint for each of whose records this one is asked") @Nullable ApiParent parent,
        @ConfigKey("values of a parameter that divide the endpoint into partitions") @Nullable ApiSplit split) {

    /** How it is asked. */
    enum Method {
        GET,
        POST
    }

    /** What becomes of fields that are no columns. */
    enum UnknownFields {
        REJECT,
        IGNORE
    }

    ApiEndpoint {
        records = records == null ? "" : records;
        JsonColumns parsed = JsonColumns.parse(columns);
        new ConfigCheck()
                .require(!name.isBlank() && name.length() <= 80, "name", "has from 1 to 80 characters")
                .require(
                        records.isEmpty() || records.startsWith("/"),
                        "records",
                        "is a JSON pointer, which begins with /, for instance /data/items")
                .require(method == Method.POST || body == null, "body", "is sent with method = \"post\" only")
                .require(sampleRecords >= 0 && sampleRecords <= 1_000_000, "sample_records", "is from 0 to 1000000")
                .require(
                        sampleRecords > 0 || !parsed.types().isEmpty(),
                        "columns",
                        "is needed where sample_records is 0: then only declared columns are read")
                .throwIfAny();
    }

    JsonColumns parsedColumns() {
        return JsonColumns.parse(columns);
    }
}
