package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds an endpoint's columns: those declared, those known from the last run, and those of its first records. */
final class ApiSample {

    /** A sample is a few requests, not the run. */
    private static final int MOST_PAGES = 10;

    private ApiSample() {}

    /**
     * @param known types by column from the last run
     * @return null if there is neither a record nor a declared column
     */
    static @Nullable RowSchema schema(ApiEndpoint endpoint, ApiPages pages, Map<String, DataType> known) {
        Map<String, DataType> declared = endpoint.parsedColumns().types();
        JsonInference inference = new JsonInference();
        ApiPage page = endpoint.sampleRecords() == 0 ? null : pages.next();
        for (int read = 1; page != null; read++) {
            for (int i = 0; i < page.count() && inference.records() < endpoint.sampleRecords(); i++) {
                inference.add(page.data(), page.start(i), page.end(i));
            }
            page = inference.records() >= endpoint.sampleRecords() || read >= MOST_PAGES ? null : pages.next();
        }
        Map<String, DataType> types = new LinkedHashMap<>(endpoint.sampleRecords() == 0 ? Map.of() : known);
        inference.types().forEach(types::putIfAbsent);
        types.putAll(declared);
        if (types.isEmpty()) {
            return null;
        }
        return JsonColumns.schema(types, endpoint.primaryKey());
    }
}
