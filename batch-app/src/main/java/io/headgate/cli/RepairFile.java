package io.headgate.cli;

import io.headgate.api.destination.RejectStore.Repair;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code rejects flow=… output=json} has printed and somebody has repaired since. */
final class RepairFile {

    private static final long MOST_BYTES = 256L << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final String name;

    private RepairFile(String name) {
        this.name = name;
    }

    /**
     * The records by stream.
     *
     * @param stream one stream only, or null for all
     * @throws HeadgateException with the place in the file, if it is no such document, or one of another flow
     */
    static Map<String, List<Repair>> read(Path folder, String name, String flow, @Nullable String stream) {
        return new RepairFile(name).read(folder.resolve(name), flow, stream);
    }

    private Map<String, List<Repair>> read(Path file, String flow, @Nullable String only) {
        JsonNode root = parse(file);
        String of = text(root, "flow", "");
        if (!of.equals(flow)) {
            throw wrong("it holds records of flow '" + of + "', not of '" + flow + "'");
        }
        Map<String, List<Repair>> repairs = new LinkedHashMap<>();
        int streams = 0;
        for (JsonNode stream : list(root, "streams", "")) {
            String place = "streams[" + streams++ + "]";
            String streamName = text(stream, "stream", place);
            if (only == null || only.equals(streamName)) {
                List<Repair> records = repairs.computeIfAbsent(streamName, any -> new ArrayList<>());
                int index = 0;
                for (JsonNode record : list(stream, "rejects", place)) {
                    records.add(repair(record, place + ".rejects[" + index++ + "]"));
                }
            }
        }
        return repairs;
    }

    private JsonNode parse(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong("it is larger than 256 MB; export with a smaller limit=, and replay more than once");
            }
            return JSON.readTree(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new HeadgateException(CommonErrorCode.NOT_FOUND, "from=" + name + ": there is no such file", e);
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        } catch (JacksonException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    name + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr() + ": is no JSON: " + e.getOriginalMessage(),
                    e);
        }
    }

    private Repair repair(JsonNode record, String place) {
        String instance = text(record, "instance", place);
        try {
            return new Repair(
                    text(record, "id", place),
                    UUID.fromString(instance),
                    text(record, "place", place),
                    raw(record, place));
        } catch (IllegalArgumentException e) {
            throw wrong(place + ".instance: '" + instance + "' was not written by Headgate");
        }
    }

    /** A record that stands there as an object, because that is easier to edit, is meant as its text. */
    private String raw(JsonNode record, String place) {
        JsonNode raw = record.get("raw");
        return raw != null && raw.isObject() ? JSON.writeValueAsString(raw) : text(record, "raw", place);
    }

    private List<JsonNode> list(JsonNode node, String key, String place) {
        JsonNode list = node.get(key);
        if (list == null || !list.isArray()) {
            throw lacks(key, "list", place);
        }
        List<JsonNode> elements = new ArrayList<>();
        list.forEach(elements::add);
        return elements;
    }

    private String text(JsonNode node, String key, String place) {
        JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            throw lacks(key, "text", place);
        }
        return value.stringValue();
    }

    private HeadgateException lacks(String key, String kind, String place) {
        return wrong((place.isEmpty() ? "" : place + ": ") + "there is no " + kind + " '" + key + "'");
    }

    private HeadgateException wrong(String what) {
        return new HeadgateException(
                CommonErrorCode.INVALID_CONFIGURATION,
                name + ": " + what
                        + ". It has to be what 'rejects flow=… output=json' has printed, in which only 'raw' is"
                        + " edited. Nothing was changed");
    }
}
