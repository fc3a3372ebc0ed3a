package io.headgate.destination.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what stands in a table's folder back into Java values. Knows nothing of how it was written but the documentation. */
final class LandedFiles {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonMapper DOUBLES = JsonMapper.builder().build();

    private LandedFiles() {}

    /** The rows of all published files; schemas are those that the table may have. */
    static List<Map<String, @Nullable Object>> rows(Path tableFolder, List<RowSchema> schemas) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Path file : FileFixture.files(tableFolder)) {
            String text = text(file);
            if (file.toString().contains(".jsonl")) {
                text.lines().forEach(line -> rows.add(jsonRow(line, schemas)));
            } else {
                List<List<@Nullable String>> records = csv(text);
                RowSchema schema = find(schemas, records.get(0));
                records.stream().skip(1).forEach(record -> rows.add(csvRow(record, schema)));
            }
        }
        return rows;
    }

    static List<RejectedRecord> rejects(Path tableFolder) {
        List<RejectedRecord> rejects = new ArrayList<>();
        for (Path file : FileFixture.files(tableFolder.resolve("_rejects"))) {
            text(file)
                    .lines()
                    .map(JSON::readTree)
                    .forEach(node -> rejects.add(new RejectedRecord(
                            node.get("place").asString(),
                            node.get("code").asString(),
                            node.get("reason").asString(),
                            node.get("raw").asString(),
                            node.get("step").asString())));
        }
        return rejects;
    }

    private static String text(Path file) {
        try (InputStream plain = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RowSchema find(List<RowSchema> schemas, List<@Nullable String> names) {
        return schemas.stream()
                .filter(schema -> schema.names().equals(names))
                .findFirst()
                .orElseThrow();
    }

    /** Fields of CSV records; null where nothing stands and no quotes either. */
    private static List<List<@Nullable String>> csv(String text) {
        List<List<@Nullable String>> records = new ArrayList<>();
        List<@Nullable String> record = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder field = new StringBuilder();
            boolean quoted = text.charAt(at) == '"';
            if (quoted) {
                at++;
                while (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    field.append(text.charAt(at++));
                }
                at++;
            }
            while (text.charAt(at) != ',' && text.charAt(at) != '\n') {
                field.append(text.charAt(at++));
            }
            record.add(quoted || field.length() > 0 ? field.toString() : null);
            if (text.charAt(at++) == '\n') {
                records.add(record);
                record = new ArrayList<>();
            }
        }
        return records;
    }

    private static Map<String, @Nullable Object> csvRow(List<@Nullable String> record, RowSchema schema) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < schema.size(); i++) {
            String text = record.get(i);
            row.put(
                    schema.field(i).name(),
                    text == null ? null : value(text, schema.field(i).type()));
        }
        return row;
    }

    private static Map<String, @Nullable Object> jsonRow(String line, List<RowSchema> schemas) {
        JsonNode node = JSON.readTree(line);
        RowSchema schema = schemas.stream()
                .filter(candidate -> candidate.names().containsAll(node.propertyNames()))
                .findFirst()
                .orElseThrow();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        schema.fields().forEach(field -> {
            JsonNode value = node.get(field.name());
            boolean json = field.type() == DataType.Primitive.JSON;
            boolean missing = value == null || value.isNull() && !json;
            String text = missing ? "" : value.isString() && !json ? value.asString() : text(value, field, line);
            row.put(field.name(), missing ? null : value(text, field.type()));
        });
        return row;
    }

    /** A BigDecimal knows one zero only; a field of binary fractions is looked at once more. */
    private static String text(JsonNode value, Field field, String line) {
        boolean fraction = field.type() == DataType.Primitive.FLOAT32 || field.type() == DataType.Primitive.FLOAT64;
        return fraction && value.isNumber() && value.doubleValue() == 0
                ? String.valueOf(DOUBLES.readTree(line).get(field.name()).doubleValue())
                : value.toString();
    }

    private static Object value(String text, DataType type) {
        if (type instanceof DataType.Decimal) {
            return new BigDecimal(text);
        }
        if (!(type instanceof DataType.Primitive primitive)) {
            return text;
        }
        return switch (primitive) {
            case BOOLEAN -> Boolean.valueOf(text);
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT32 -> Float.valueOf(text);
            case FLOAT64 -> Double.valueOf(text);
            case STRING, JSON -> text;
            case BINARY -> Base64.getDecoder().decode(text);
            case DATE -> LocalDate.parse(text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> LocalDateTime.parse(text);
            case TIMESTAMP_TZ -> Instant.parse(text);
            case UUID -> UUID.fromString(text);
        };
    }
}
