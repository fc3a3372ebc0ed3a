package io.headgate.destination.file;

import io.headgate.api.destination.RejectStore.Selection;
import io.headgate.api.destination.StoredReject;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.RejectedRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file of rejected records, as {@link RejectText} writes it and people may have edited it since.
 *
 * @param claim the replay that has it in hand, or null
 */
record RejectFile(Path path, @Nullable UUID claim) implements Comparable<RejectFile> {

    static final String EXTENSION = ".rejects.jsonl";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Takes records in the order of the file, until it has enough. */
    @FunctionalInterface
    interface Taker {
        boolean take(StoredReject reject);
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public int compareTo(RejectFile other) {
        return name().compareTo(other.name());
    }

    /** Whether the first record is of the selection; then all are, because a file is written by one partition. */
    boolean isOf(Selection selection) throws IOException {
        boolean[] is = {false};
        read(0, reject -> {
            is[0] = reject.flow().equals(selection.flow()) && reject.stream().equals(selection.stream());
            return false;
        });
        return is[0];
    }

    /**
     * @param afterLine line behind which to begin, from 1; 0 for the beginning
     * @return whether more was wanted
     */
    boolean read(long afterLine, Taker taker) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(path)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (number > afterLine && !line.isBlank() && !taker.take(record(line, number))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The whole file with other raw texts for some of its records, each line where it was.
     *
     * @param raw by id
     */
    byte[] withRaw(Map<String, String> raw) throws IOException {
        StringBuilder text = new StringBuilder();
        long number = 0;
        for (String line : Files.readAllLines(path)) {
            number++;
            String repaired = raw.get(name() + ":" + number);
            text.append(repaired == null ? line : withRaw(line, repaired)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String withRaw(String line, String raw) {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        node.put("raw", raw);
        return JSON.writeValueAsString(node);
    }

    private StoredReject record(String line, long number) {
        try {
            JsonNode node = JSON.readTree(line);
            RejectedRecord record = new RejectedRecord(
                    text(node, "place"),
                    text(node, "code"),
                    text(node, "reason"),
                    text(node, "raw"),
                    text(node, "step"));
            return new StoredReject(
                    name() + ":" + number,
                    text(node, "flow"),
                    UUID.fromString(text(node, "instance")),
                    text(node, "run"),
                    text(node, "stream"),
                    record,
                    Instant.parse(text(node, "at")),
                    claim);
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    path + ":" + number + ": is not a rejected record as Headgate has written it (" + reason(e)
                            + "). One JSON object per line; of a record that is to be repaired edit raw alone. Nothing was"
                            + " changed; repair the line and repeat the command.",
                    e);
        }
    }

    private static String reason(RuntimeException e) {
        return e instanceof JacksonException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        if (value == null || !value.isString()) {
            throw new IllegalArgumentException("there is no text '" + key + "'");
        }
        return value.stringValue();
    }
}
