package io.headgate.source.http;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Adds JSON records to a batch, field by field into typed columns. One per cursor; one thread. */
final class JsonRows {

    /** The field of a record that is no object. */
    static final String SINGLE = "value";

    private static final int SHOWN = 80;

    private final RowBatchBuilder batch;
    private final boolean ignoreUnknown;
    private final JsonColumn[] columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    /** Names by column: most records have their fields in the same order. */
    private final String[] names;
    /** The record in which a column was last set. */
    private final long[] lastSet;

    private long record;

    /**
     * @param declared columns whose type the user chose
     */
    JsonRows(RowBatchBuilder batch, Set<String> declared, boolean ignoreUnknown) {
        RowSchema schema = batch.schema();
        this.batch = batch;
        this.ignoreUnknown = ignoreUnknown;
        this.columns = new JsonColumn[schema.size()];
        this.names = schema.names().toArray(new String[0]);
        this.lastSet = new long[schema.size()];
        Arrays.fill(lastSet, -1);
        for (int i = 0; i < columns.length; i++) {
            columns[i] = JsonColumn.create(batch, i, declared.contains(names[i]));
            indexes.put(names[i], i);
        }
    }

    /** Adds one record as a row; or adds none and says why. */
    @Nullable
    JsonProblem add(byte[] data, int start, int end) {
        record++;
        JsonProblem problem = read(data, start, end);
        if (problem == null) {
            batch.endRow();
        } else {
            batch.discardRow();
        }
        return problem;
    }

    private @Nullable JsonProblem read(byte[] data, int start, int end) {
        try (JsonParser parser = JsonText.parser(data, start, end)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return JsonProblem.badJson("it is empty");
            }
            JsonProblem problem = first == JsonToken.START_OBJECT
                    ? fields(parser, data, start)
                    : field(parser, SINGLE, 0, data, start);
            if (problem == null && parser.nextToken() != null) {
                return new JsonProblem("NOT_ONE_RECORD", "the text holds more than one record");
            }
            return problem;
        } catch (JacksonException e) {
            return JsonProblem.badJson(String.valueOf(e.getOriginalMessage()));
        }
    }

    private @Nullable JsonProblem fields(JsonParser parser, byte[] data, int start) {
        int expected = 0;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonProblem problem = field(parser, name, expected++, data, start);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private @Nullable JsonProblem field(JsonParser parser, String name, int expected, byte[] data, int start) {
        int index = expected < names.length && names[expected].equals(name) ? expected : indexOf(name);
        if (index < 0) {
            parser.skipChildren();
            return ignoreUnknown ? null : JsonProblem.unknownField(name);
        }
        if (lastSet[index] == record) {
            return JsonProblem.repeatedField(name);
        }
        lastSet[index] = record;
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String shown = shown(parser);
        return columns[index].set(parser, data, start) ? null : JsonProblem.badValue(name, columns[index], shown);
    }

    private int indexOf(String name) {
        Integer index = indexes.get(name);
        return index == null ? -1 : index;
    }

    /** Only a kind, not the value: it stands in the raw record anyway. */
    private static String shown(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "this text";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            default -> "this number";
        };
    }

    /** The beginning of a text, for a message or a place. */
    static String shortened(String text) {
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
