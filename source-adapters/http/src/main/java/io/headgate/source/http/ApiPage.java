package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** An answer that is whole and valid JSON, and where in it the records stand. */
final class ApiPage {

    private static final long HASH_START = 0xcbf29ce484222325L;
    private static final long HASH_PRIME = 0x100000001b3L;

    private final String place;
    private final URI uri;
    private final HttpHeaders headers;
    private final byte[] document;
    private byte[] data;
    private int[] bounds = new int[64];
    private int count;

    private ApiPage(String place, HttpReply reply, byte[] document) {
        this.place = place;
        this.uri = reply.uri();
        this.headers = reply.headers();
        this.document = document;
        this.data = document;
    }

    /**
     * @param place of the page, for people
     * @param fields what each record gets besides, as JSON text by name
     * @param secrets not to be shown in messages
     * @throws HttpFailure if the answer is cut, so that it should be asked for again
     */
    static ApiPage read(
            String place,
            HttpReply reply,
            JsonPointer records,
            boolean required,
            Map<String, String> fields,
            HttpSecrets secrets) {
        ApiPage page = new ApiPage(place, reply, document(place, reply));
        if (reply.status() == 204) {
            return page;
        }
        try {
            page.scan(records, required);
        } catch (UnexpectedEndOfInputException e) {
            throw new HttpFailure("the answer is cut after " + reply.body().length + " bytes", null, e);
        } catch (JacksonException e) {
            throw unreadable(
                    place,
                    "the answer is no JSON" + (reply.contentType().isEmpty() ? "" : " but " + reply.contentType())
                            + " (" + secrets.clean(e.getOriginalMessage()) + ")",
                    "check path and headers");
        }
        if (!fields.isEmpty()) {
            page.splice(fields);
        }
        return page;
    }

    private static byte[] document(String place, HttpReply reply) {
        try {
            return reply.utf8();
        } catch (CharacterCodingException e) {
            throw unreadable(
                    place,
                    "the answer is no text in the character set that it names, " + reply.charset(),
                    "ask for UTF-8, for instance with headers = { Accept-Charset = \"utf-8\" }");
        }
    }

    static HeadgateException unreadable(String place, String what, String remedy) {
        return new HeadgateException(HttpErrorCode.RESPONSE_UNREADABLE, place + ": " + what + "; " + remedy);
    }

    /** Goes through the whole answer: nothing of one that is cut may be used. */
    private void scan(JsonPointer records, boolean required) {
        try (JsonParser parser = JsonText.parser(document, 0, document.length)) {
            if (isBlank()) {
                throw new HttpFailure("the answer is empty", null, null);
            }
            boolean found = JsonText.seek(parser, records);
            if (found) {
                collect(parser, records);
            }
            JsonWay way = new JsonWay(records, parser);
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                requireOneValue(parser, token);
                if (way.isRepeated(parser, token)) {
                    throw unreadable(
                            place,
                            "the answer has the member '" + parser.currentName() + "' twice in one object on the way to"
                                    + " the records at '" + records + "'",
                            "tell whoever runs the server: only one of them would be read");
                }
            }
            if (!found && required) {
                throw unreadable(
                        place,
                        "the answer has nothing at '" + records + "', where records should be",
                        "correct records, or set records_required = false if it is left out when there are none");
            }
        }
    }

    private boolean isBlank() {
        int i = 0;
        while (i < document.length && document[i] >= 0 && document[i] <= ' ') {
            i++;
        }
        return i == document.length;
    }

    /** What follows the records has to be valid, too, and within the same value: records in another one would not be seen. */
    private void requireOneValue(JsonParser parser, JsonToken token) {
        TokenStreamContext context = parser.streamReadContext();
        boolean begins = token.isStructStart()
                && context.getParent() != null
                && context.getParent().inRoot();
        if (begins || token.isScalarValue() && context.inRoot()) {
            throw unreadable(
                    place,
                    "the answer is several JSON values one after the other",
                    "ask for one array, JSON Lines are not read here");
        }
    }

    private void collect(JsonParser parser, JsonPointer records) {
        switch (parser.currentToken()) {
            case START_ARRAY -> {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    add(JsonText.begin(parser), JsonText.finish(parser));
                }
            }
            case START_OBJECT -> add(JsonText.begin(parser), JsonText.finish(parser));
            case VALUE_NULL -> {
                // None.
            }
            default ->
                throw unreadable(
                        place,
                        "at '" + records + "' there is neither an array nor an object",
                        "let records point to the array of records");
        }
    }

    private void add(int start, int end) {
        if (2 * count + 2 > bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    /** Puts the fields of the parent in front of each record's own. */
    private void splice(Map<String, String> fields) {
        StringBuilder text = new StringBuilder("{");
        fields.forEach((name, json) -> text.append(text.length() > 1 ? "," : "")
                .append(JsonText.quote(name))
                .append(':')
                .append(json));
        byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
        byte[] single = (",\"" + JsonRows.SINGLE + "\":").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(document.length + count * head.length);
        for (int i = 0; i < count; i++) {
            int start = out.size();
            out.writeBytes(head);
            int from = bounds[2 * i];
            int to = bounds[2 * i + 1];
            if (document[from] != '{') {
                out.writeBytes(single);
                out.write(document, from, to - from);
                out.write('}');
            } else {
                int first = from + 1;
                while (document[first] <= ' ') {
                    first++;
                }
                if (document[first] != '}') {
                    out.write(',');
                }
                out.write(document, first, to - first);
            }
            bounds[2 * i] = start;
            bounds[2 * i + 1] = out.size();
        }
        data = out.toByteArray();
    }

    String place() {
        return place;
    }

    URI uri() {
        return uri;
    }

    HttpHeaders headers() {
        return headers;
    }

    /** Number of records. */
    int count() {
        return count;
    }

    /** The text that the bounds of the records refer to. */
    byte[] data() {
        return data;
    }

    int start(int record) {
        return bounds[2 * record];
    }

    int end(int record) {
        return bounds[2 * record + 1];
    }

    String text(int record) {
        return new String(data, start(record), end(record) - start(record), StandardCharsets.UTF_8);
    }

    /** A hash of a record's text. */
    long hash(int record) {
        long hash = HASH_START;
        for (int i = start(record); i < end(record); i++) {
            hash = (hash ^ data[i]) * HASH_PRIME;
        }
        return mixed(hash);
    }

    /** A hash of all records in their order. */
    long hash() {
        long hash = HASH_START;
        for (int i = 0; i < count; i++) {
            hash = (hash ^ hash(i)) * HASH_PRIME;
        }
        return mixed(hash);
    }

    static long hash(String text) {
        long hash = HASH_START;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * HASH_PRIME;
        }
        return mixed(hash);
    }

    private static long mixed(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }

    /** What the answer has at a place beside its records. */
    JsonText.@Nullable Found find(JsonPointer pointer) {
        return document.length == 0 ? null : JsonText.find(document, 0, document.length, pointer);
    }

    /** What a record has at a place. */
    JsonText.@Nullable Found find(int record, JsonPointer pointer) {
        return JsonText.find(data, start(record), end(record), pointer);
    }

    /** The same page without its records. */
    ApiPage withoutRecords() {
        count = 0;
        return this;
    }
}
