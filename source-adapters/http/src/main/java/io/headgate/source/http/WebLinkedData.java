package io.headgate.source.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/** JSON-LD objects of one type: those that stand alone, in an array, or in an @graph. */
final class WebLinkedData {

    private static final JsonPointer GRAPH = JsonPointer.compile("/@graph");
    private static final JsonPointer TYPE = JsonPointer.compile("/@type");

    private WebLinkedData() {}

    /**
     * @param fields what to take of an object, by JSON pointer; all of it if empty
     */
    static void addTo(List<WebRecord> records, Document document, String type, Map<String, String> fields) {
        for (Element script : document.select("script[type=application/ld+json]")) {
            byte[] data = script.data().getBytes(StandardCharsets.UTF_8);
            int before = records.size();
            try {
                scan(records, data, 0, data.length, type, fields);
            } catch (JacksonException e) {
                records.subList(before, records.size()).clear();
                records.add(new WebRecord(script.data(), JsonProblem.badJson(String.valueOf(e.getOriginalMessage()))));
            }
        }
    }

    private static void scan(
            List<WebRecord> records, byte[] data, int start, int end, String type, Map<String, String> fields) {
        JsonText.Found graph = JsonText.find(data, start, end, GRAPH);
        if (graph != null && graph.token() == JsonToken.START_ARRAY) {
            byte[] inner = graph.text().getBytes(StandardCharsets.UTF_8);
            scan(records, inner, 0, inner.length, type, fields);
        }
        try (JsonParser parser = JsonText.parser(data, start, end)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    int from = start + JsonText.begin(parser);
                    boolean object = parser.currentToken() == JsonToken.START_OBJECT;
                    int to = start + JsonText.finish(parser);
                    if (object) {
                        scan(records, data, from, to, type, fields);
                    }
                }
            } else if (first == JsonToken.START_OBJECT) {
                parser.skipChildren();
                if (isOf(data, start, end, type)) {
                    records.add(record(data, start, end, fields));
                }
            }
        }
    }

    private static boolean isOf(byte[] data, int start, int end, String type) {
        JsonText.Found found = JsonText.find(data, start, end, TYPE);
        if (found == null) {
            return false;
        }
        return found.text().equals(type)
                || found.token() == JsonToken.START_ARRAY && found.text().contains(JsonText.quote(type));
    }

    private static WebRecord record(byte[] data, int start, int end, Map<String, String> fields) {
        if (fields.isEmpty()) {
            return new WebRecord(new String(data, start, end - start, StandardCharsets.UTF_8).strip(), null);
        }
        StringBuilder out = new StringBuilder("{");
        fields.forEach((name, pointer) -> {
            JsonText.Found found = JsonText.find(data, start, end, JsonPointer.compile(pointer));
            if (found != null && found.token() != JsonToken.VALUE_NULL) {
                out.append(out.length() > 1 ? "," : "")
                        .append(JsonText.quote(name))
                        .append(':')
                        .append(found.token() == JsonToken.VALUE_STRING ? JsonText.quote(found.text()) : found.text());
            }
        });
        return new WebRecord(out.append('}').toString(), null);
    }
}
