package io.headgate.source.avro;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.testkit.source.ReadAgain;
import io.headgate.testkit.source.WholeReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of Avro as it arrives, at its edges. */
class AvroTypesTest {

    private static final String BYTES_DECIMAL =
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":%d,\"scale\":%d}";

    @TempDir
    Path temp;

    private static String schema(String type) {
        return "{\"type\":\"record\",\"name\":\"r\",\"fields\":[{\"name\":\"v\",\"type\":" + type + "}]}";
    }

    private WholeReading one(String type, Object value) {
        return WholeReading.of(new AvroFolder(temp)
                .file("a.avro", schema(type), 1, 10, i -> AvroFolder.record(schema(type), value))
                .source());
    }

    private void check(String type, Object value, String expectedType, Object expected) {
        WholeReading reading = one(type, value);
        assertThat(reading.schema().fields()).extracting(Field::type).containsExactly(DataType.parse(expectedType));
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.records()).hasSize(1);
        assertThat(reading.records().get(0).get("v")).as(type).isEqualTo(expected);
    }

    private void rejected(String type, Object value, String code, String raw) {
        WholeReading reading = one(type, value);
        assertThat(reading.records()).isEmpty();
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("a.avro:1");
            assertThat(record.code()).isEqualTo(code);
            assertThat(record.reason()).startsWith("field 'v' ");
            assertThat(record.raw()).isEqualTo("{\"v (rejected)\":" + raw + "}");
            assertThat(ReadAgain.of(new AvroFolder(temp).source(), record))
                    .as("whatever it looks like, nobody has repaired it")
                    .isEqualTo(new ReadAgain(null, record));
        });
    }

    private static String logical(String base, String logical) {
        return "{\"type\":\"" + base + "\",\"logicalType\":\"" + logical + "\"}";
    }

    @Test
    void plainTypesKeepTheirValue() {
        check("\"boolean\"", true, "boolean", true);
        check("\"int\"", Integer.MIN_VALUE, "int32", Integer.MIN_VALUE);
        check("\"long\"", Long.MIN_VALUE, "int64", Long.MIN_VALUE);
        check("\"float\"", 1.1f, "float32", 1.1f);
        check("\"double\"", Double.NaN, "float64", Double.NaN);
        check("\"string\"", "ü\0表", "string", "ü\0表");
        check("\"bytes\"", ByteBuffer.wrap(new byte[] {0, -1}), "binary", new byte[] {0, -1});
        String fixed = "{\"type\":\"fixed\",\"name\":\"f\",\"size\":3}";
        check(
                fixed,
                new GenericData.Fixed(new Schema.Parser().parse(fixed), new byte[] {1, 2, 3}),
                "binary",
                new byte[] {1, 2, 3});
        String symbols = "{\"type\":\"enum\",\"name\":\"e\",\"symbols\":[\"A\",\"B\"]}";
        check(symbols, new GenericData.EnumSymbol(new Schema.Parser().parse(symbols), "B"), "string", "B");
        check("\"null\"", null, "string", null);
    }

    @Test
    void datesAndTimesKeepTheirMicroseconds() {
        check(logical("int", "date"), -1, "date", LocalDate.of(1969, 12, 31));
        check(logical("int", "time-millis"), 86_399_999, "time", LocalTime.of(23, 59, 59, 999_000_000));
        check(logical("long", "time-micros"), 1L, "time", LocalTime.of(0, 0, 0, 1000));
        check(logical("long", "timestamp-millis"), -1L, "timestamp_tz", Instant.parse("1969-12-31T23:59:59.999Z"));
        check(logical("long", "timestamp-micros"), 1L, "timestamp_tz", Instant.EPOCH.plusNanos(1000));
        check(logical("long", "timestamp-nanos"), 2000L, "timestamp_tz", Instant.EPOCH.plusNanos(2000));
        check(logical("long", "local-timestamp-micros"), 1L, "timestamp", LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1000));
    }

    @Test
    void whatIsFinerThanAMicrosecondOrNoTimeIsRejectedAndNeverRounded() {
        rejected(logical("long", "timestamp-nanos"), 1001L, "BAD_TIMESTAMP", "1001");
        rejected(logical("int", "time-millis"), -1, "BAD_TIME", "-1");
    }

    @Test
    void decimalsKeepEveryDigitAndMoreThanTheirTypeHasIsRejected() {
        BigDecimal small = new BigDecimal("-123.45");
        check(
                BYTES_DECIMAL.formatted(5, 2),
                ByteBuffer.wrap(small.unscaledValue().toByteArray()),
                "decimal(5,2)",
                small);
        BigDecimal large = new BigDecimal("-1234567890123456789012345678.0123456789");
        check(
                BYTES_DECIMAL.formatted(38, 10),
                ByteBuffer.wrap(large.unscaledValue().toByteArray()),
                "decimal(38,10)",
                large);
        rejected(
                BYTES_DECIMAL.formatted(3, 1),
                ByteBuffer.wrap(BigInteger.valueOf(1000).toByteArray()),
                "BAD_DECIMAL",
                "100.0");
    }

    @Test
    void aBigDecimalIsTextSinceItsScaleIsItsOwn() {
        Schema schema = new Schema.Parser().parse(logical("bytes", "big-decimal"));
        ByteBuffer bytes = new Conversions.BigDecimalConversion()
                .toBytes(new BigDecimal("1.50"), schema, LogicalTypes.bigDecimal());
        check(logical("bytes", "big-decimal"), bytes, "string", "1.50");
    }

    @Test
    void uuidsComeFromTextAndABadOneIsRejected() {
        String uuid = "00112233-4455-6677-8899-aabbccddeeff";
        check(logical("string", "uuid"), uuid, "uuid", UUID.fromString(uuid));
        rejected(logical("string", "uuid"), "1-2-3-4-5", "BAD_UUID", "\"1-2-3-4-5\"");
    }

    @Test
    void unionsWithNullAreNullableAndOthersAreJson() {
        check("[\"null\",\"int\"]", null, "int32", null);
        check("[\"int\",\"null\"]", 5, "int32", 5);
        check("[\"null\",\"int\",\"string\"]", "x\"y", "json", "\"x\\\"y\"");
        check("[\"null\",\"int\",\"string\"]", 7, "json", "7");
        check("[\"null\",\"int\",\"string\"]", null, "json", null);
        check(
                "[\"long\"," + logical("int", "date") + "]",
                LocalDate.of(2026, 1, 31).toEpochDay(),
                "json",
                "20484");
        assertThat(one("[\"null\",\"int\"]", null).schema().field(0).nullable()).isTrue();
        assertThat(one("\"int\"", 1).schema().field(0).nullable()).isFalse();
    }

    @Test
    void aValueOfAUnionThatIsNoneOfItsTypeIsRejectedAndTheNextRecordsAreRead() {
        rejected("[\"null\",\"long\"," + logical("string", "uuid") + "]", "n/a", "BAD_UUID", "\"n/a\"");
        rejected("[\"null\",\"long\"," + logical("string", "uuid") + "]", "1-2-3-4-5", "BAD_UUID", "\"1-2-3-4-5\"");
        rejected("[\"null\",\"long\"," + logical("int", "time-millis") + "]", 86_400_000, "BAD_TIME", "86400000");
        rejected(
                "[\"null\",\"long\"," + BYTES_DECIMAL.formatted(5, 2) + "]",
                ByteBuffer.wrap(new byte[0]),
                "BAD_DECIMAL",
                "\"\"");
        String times = schema("[\"long\",{\"type\":\"array\",\"items\":" + logical("int", "time-millis") + "}]");
        WholeReading reading = WholeReading.of(new AvroFolder(temp)
                .file("a.avro", times, 3, 10, i -> AvroFolder.record(times, List.of(1000, i == 1 ? -1 : i)))
                .source());
        assertThat(reading.records())
                .containsExactly(
                        Map.of("v", "[\"00:00:01\",\"00:00\"]"), Map.of("v", "[\"00:00:01\",\"00:00:00.002\"]"));
        assertThat(reading.rejected()).singleElement().satisfies(record -> assertThat(record.raw())
                .isEqualTo("{\"v (rejected)\":[1000,-1]}"));
    }

    @Test
    void everyLogicalTypeIsTextInAUnion() {
        String uuid = "00112233-4455-6677-8899-aabbccddeeff";
        check("[\"null\",\"long\"," + logical("string", "uuid") + "]", uuid, "json", '"' + uuid + '"');
        check("[\"long\"," + logical("int", "date") + "]", 1, "json", "\"1970-01-02\"");
        check("[\"int\"," + logical("long", "timestamp-nanos") + "]", 1L, "json", "\"1970-01-01T00:00:00.000000001Z\"");
    }

    @Test
    void listsMapsAndStructsAreKept() {
        check(
                "{\"type\":\"array\",\"items\":[\"null\",\"int\"]}",
                Arrays.asList(1, null, 3),
                "list<int32>",
                Arrays.asList(1, null, 3));
        check(
                "{\"type\":\"map\",\"values\":" + logical("int", "date") + "}",
                Map.of("k", 1),
                "map<string,date>",
                Map.of("k", LocalDate.of(1970, 1, 2)));
        String inner = "{\"type\":\"record\",\"name\":\"s\",\"fields\":[{\"name\":\"a\",\"type\":\"long\"}]}";
        check(inner, AvroFolder.record(inner, 7L), "struct<a:int64 not null>", Map.of("a", 7L));
    }

    @Test
    void aRecordThatMayHoldItsOwnKindIsJson() {
        String node = "{\"type\":\"record\",\"name\":\"n\",\"fields\":[{\"name\":\"id\",\"type\":\"int\"},"
                + "{\"name\":\"next\",\"type\":[\"null\",\"n\"]}]}";
        Schema parsed = new Schema.Parser().parse(node);
        GenericData.Record last = new GenericData.Record(parsed);
        last.put("id", 2);
        GenericData.Record first = new GenericData.Record(parsed);
        first.put("id", 1);
        first.put("next", last);
        check(node, first, "json", "{\"id\":1,\"next\":{\"id\":2,\"next\":null}}");
    }

    @Test
    void valuesThatAreNoRecordsBecomeOneColumn() {
        WholeReading reading = WholeReading.of(new AvroFolder(temp)
                .file("a.avro", "\"long\"", 3, 10, i -> (long) i)
                .source());
        assertThat(reading.records()).isEqualTo(List.of(Map.of("value", 0L), Map.of("value", 1L), Map.of("value", 2L)));
    }
}
