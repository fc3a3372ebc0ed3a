package io.headgate.source.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code {name}} stands for in a request.
 *
 * @param texts all of them
 * @param fields those that come from a parent's record and are columns of the child's: as JSON text
 */
record ApiParams(Map<String, String> texts, Map<String, String> fields) {

    static ApiParams of(Map<String, String> texts) {
        return new ApiParams(texts, Map.of());
    }

    ApiParams with(Map<String, String> moreTexts, Map<String, String> moreFields) {
        Map<String, String> allTexts = new LinkedHashMap<>(texts);
        allTexts.putAll(moreTexts);
        Map<String, String> allFields = new LinkedHashMap<>(fields);
        allFields.putAll(moreFields);
        return new ApiParams(allTexts, allFields);
    }
}
