package io.headgate.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.testkit.source.ReadAgain;
import io.headgate.testkit.source.WholeReading;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every type of Parquet as it arrives, at its edges. */
class ParquetTypesTest {

    @TempDir
    Path temp;

    private WholeReading one(String field, Consumer<Group> fill) {
        return WholeReading.of(new ParquetFolder(temp)
                .file("a.parquet", "message m { " + field + " }", 1, 10, (group, i) -> fill.accept(group))
                .source());
    }

    private void check(String field, Consumer<Group> fill, String type, Object expected) {
        WholeReading reading = one(field, fill);
        assertThat(reading.schema().fields()).containsExactly(Field.of("v", DataType.parse(type)));
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.records()).hasSize(1);
        assertThat(reading.records().get(0).get("v")).as(field).isEqualTo(expected);
    }

    private void rejected(String field, Consumer<Group> fill, String code, String raw) {
        WholeReading reading = one(field, fill);
        assertThat(reading.records()).isEmpty();
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("a.parquet:1");
            assertThat(record.code()).isEqualTo(code);
            assertThat(record.reason()).startsWith("field 'v' ");
            assertThat(record.raw()).isEqualTo("{\"v (rejected)\":" + raw + "}");
            assertThat(ReadAgain.of(new ParquetFolder(temp).source(), record))
                    .as("whatever it looks like, nobody has repaired it")
                    .isEqualTo(new ReadAgain(null, record));
        });
    }

    @Test
    void wholeNumbersOfEveryWidthKeepTheirValue() {
        check("optional int32 v (INTEGER(8,true));", g -> g.add("v", -128), "int32", -128);
        check("optional int32 v (INTEGER(16,false));", g -> g.add("v", 65_535), "int32", 65_535);
        check("optional int32 v;", g -> g.add("v", Integer.MIN_VALUE), "int32", Integer.MIN_VALUE);
        check("optional int32 v (INTEGER(32,false));", g -> g.add("v", -1), "int64", 4_294_967_295L);
        check("optional int64 v;", g -> g.add("v", Long.MAX_VALUE), "int64", Long.MAX_VALUE);
        check(
                "optional int64 v (INTEGER(64,false));",
                g -> g.add("v", -1L),
                "decimal(20,0)",
                new BigDecimal("18446744073709551615"));
    }

    @Test
    void fractionsAndTruthKeepTheirValue() {
        check("optional boolean v;", g -> g.add("v", true), "boolean", true);
        check("optional float v;", g -> g.add("v", 1.1f), "float32", 1.1f);
        check("optional double v;", g -> g.add("v", Double.NEGATIVE_INFINITY), "float64", Double.NEGATIVE_INFINITY);
        byte[] half = {0x00, 0x3e};
        check(
                "optional fixed_len_byte_array(2) v (FLOAT16);",
                g -> g.add("v", Binary.fromConstantByteArray(half)),
                "float32",
                1.5f);
    }

    @Test
    void textsAndBytesKeepEveryByte() {
        check("optional binary v (STRING);", g -> g.add("v", "ü\0表"), "string", "ü\0表");
        check("optional binary v (ENUM);", g -> g.add("v", "RED"), "string", "RED");
        check("optional binary v (JSON);", g -> g.add("v", "{\"a\": 1}"), "json", "{\"a\": 1}");
        byte[] bytes = {0, -1, 127};
        check("optional binary v;", g -> g.add("v", Binary.fromConstantByteArray(bytes)), "binary", bytes);
        check("optional binary v (BSON);", g -> g.add("v", Binary.fromConstantByteArray(bytes)), "binary", bytes);
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        byte[] sixteen = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        check(
                "optional fixed_len_byte_array(16) v (UUID);",
                g -> g.add("v", Binary.fromConstantByteArray(sixteen)),
                "uuid",
                uuid);
    }

    @ParameterizedTest
    @CsvSource({"9,2,int32,-12345.67", "18,4,int64,99999999999999.9999", "9,0,int32,-1"})
    void decimalsInNumbersKeepEveryDigit(int precision, int scale, String physical, BigDecimal value) {
        String field = "optional " + physical + " v (DECIMAL(" + precision + "," + scale + "));";
        BigInteger unscaled = value.unscaledValue();
        check(
                field,
                g -> {
                    if (physical.equals("int32")) {
                        g.add("v", unscaled.intValueExact());
                    } else {
                        g.add("v", unscaled.longValueExact());
                    }
                },
                "decimal(" + precision + "," + scale + ")",
                value);
    }

    @ParameterizedTest
    @CsvSource({
        "5,2,3,-123.45",
        "18,3,9,-999999999999999.999",
        "18,3,12,999999999999999.999",
        "38,10,16,-1234567890123456789012345678.0123456789"
    })
    void decimalsInBytesKeepEveryDigit(int precision, int scale, int length, BigDecimal value) {
        byte[] bytes = new byte[length];
        byte[] number = value.unscaledValue().toByteArray();
        Arrays.fill(bytes, (byte) (value.signum() < 0 ? -1 : 0));
        System.arraycopy(number, 0, bytes, length - number.length, number.length);
        String type = "decimal(" + precision + "," + scale + ")";
        String fixed = "optional fixed_len_byte_array(" + length + ") v (DECIMAL(" + precision + "," + scale + "));";
        check(fixed, g -> g.add("v", Binary.fromConstantByteArray(bytes)), type, value);
        String binary = "optional binary v (DECIMAL(" + precision + "," + scale + "));";
        check(binary, g -> g.add("v", Binary.fromConstantByteArray(number)), type, value);
    }

    @Test
    void aDecimalWithMoreDigitsThanItsTypeIsRejected() {
        rejected("optional int32 v (DECIMAL(3,1));", g -> g.add("v", 1000), "BAD_DECIMAL", "100.0");
    }

    @Test
    void datesAndTimesKeepTheirMicroseconds() {
        check("optional int32 v (DATE);", g -> g.add("v", -1), "date", LocalDate.of(1969, 12, 31));
        check(
                "optional int32 v (TIME(MILLIS,true));",
                g -> g.add("v", 86_399_999),
                "time",
                LocalTime.of(23, 59, 59, 999_000_000));
        check("optional int64 v (TIME(MICROS,false));", g -> g.add("v", 1L), "time", LocalTime.of(0, 0, 0, 1000));
        check("optional int64 v (TIME(NANOS,false));", g -> g.add("v", 5000L), "time", LocalTime.of(0, 0, 0, 5000));
    }

    @Test
    void timestampsAreMomentsOrWallClocksAsTheirFlagSays() {
        check(
                "optional int64 v (TIMESTAMP(MILLIS,true));",
                g -> g.add("v", -1L),
                "timestamp_tz",
                Instant.parse("1969-12-31T23:59:59.999Z"));
        check(
                "optional int64 v (TIMESTAMP(MICROS,false));",
                g -> g.add("v", 1L),
                "timestamp",
                LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1000));
        check(
                "optional int64 v (TIMESTAMP(NANOS,true));",
                g -> g.add("v", -1000L),
                "timestamp_tz",
                Instant.parse("1969-12-31T23:59:59.999999Z"));
        check(
                "optional int96 v;",
                g -> g.add("v", new NanoTime(2_440_589, 1_000_000_000L)),
                "timestamp",
                LocalDateTime.of(1970, 1, 2, 0, 0, 1));
    }

    @Test
    void whatIsFinerThanAMicrosecondOrOutOfRangeIsRejectedAndNeverRounded() {
        rejected("optional int64 v (TIMESTAMP(NANOS,true));", g -> g.add("v", 1001L), "BAD_TIMESTAMP", "1001");
        rejected(
                "optional int64 v (TIMESTAMP(MILLIS,true));",
                g -> g.add("v", Long.MAX_VALUE),
                "BAD_TIMESTAMP",
                String.valueOf(Long.MAX_VALUE));
        rejected("optional int64 v (TIME(NANOS,true));", g -> g.add("v", 1L), "BAD_TIME", "1");
        rejected("optional int32 v (TIME(MILLIS,true));", g -> g.add("v", 86_400_000), "BAD_TIME", "86400000");
        rejected(
                "optional int96 v;",
                g -> g.add("v", new NanoTime(2_440_588, 1)),
                "BAD_TIMESTAMP",
                "\"Julian day 2440588, 1 ns\"");
        for (int day : new int[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 2_440_588 + 106_751_992}) {
            rejected(
                    "optional int96 v;",
                    g -> g.add("v", new NanoTime(day, 0)),
                    "BAD_TIMESTAMP",
                    "\"Julian day " + day + ", 0 ns\"");
        }
    }

    @Test
    void bytesThatAreNoTextInAColumnOfTextAreRejected() {
        byte[] latin1 = {'a', (byte) 0xfc};
        rejected(
                "optional binary v (STRING);",
                g -> g.add("v", Binary.fromConstantByteArray(latin1)),
                "INVALID_TEXT",
                "\"Yfw=\"");
    }

    @Test
    void aRejectedRecordShowsItsOtherFieldsToo() {
        WholeReading reading = WholeReading.of(new ParquetFolder(temp)
                .file(
                        "a.parquet",
                        "message m { required int64 id; required int64 v (TIME(NANOS,true)); optional binary n (STRING); }",
                        3,
                        10,
                        (group, i) -> {
                            group.add("id", (long) i);
                            group.add("v", i == 1 ? 1L : 1000L);
                            group.add("n", "x" + i);
                        })
                .source());
        assertThat(reading.records()).extracting(record -> record.get("id")).containsExactly(0L, 2L);
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("a.parquet:2");
            assertThat(record.raw()).isEqualTo("{\"id\":1,\"v (rejected)\":1,\"n\":\"x1\"}");
        });
    }

    @Test
    void listsMapsAndStructsAreKept() {
        String schema =
                """
                message m {
                  optional group l (LIST) { repeated group list { optional int32 element; } }
                  optional group m (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }
                  optional group s { required int32 a; optional group b { optional int64 c (TIMESTAMP(MILLIS,true)); } }
                  optional group old (LIST) { repeated int32 array; }
                  repeated binary bare (STRING);
                  optional group deep (LIST) { repeated group list { optional group element (LIST) {
                    repeated group list { optional group element { optional boolean ok; } } } } }
                }
                """;
        WholeReading reading = WholeReading.of(new ParquetFolder(temp)
                .file("a.parquet", schema, 2, 10, (group, i) -> {
                    if (i == 0) {
                        fillNested(group);
                    }
                })
                .source());
        assertThat(reading.schema().fields())
                .extracting(field -> field.type().text())
                .containsExactly(
                        "list<int32>",
                        "map<string,float64>",
                        "struct<a:int32 not null,b:struct<c:timestamp_tz>>",
                        "list<int32>",
                        "list<string>",
                        "list<list<struct<ok:boolean>>>");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", 1.5);
        map.put("y", null);
        assertThat(reading.records().get(0).values())
                .containsExactly(
                        Arrays.asList(1, null, 3),
                        map,
                        Map.of("a", 7, "b", Map.of("c", Instant.EPOCH)),
                        List.of(4, 5),
                        List.of("p", "q"),
                        List.of(List.of(), List.of(Map.of("ok", true))));
        assertThat(reading.records().get(1).values()).containsExactly(null, null, null, null, List.of(), null);
    }

    private static void fillNested(Group group) {
        Group list = group.addGroup("l");
        list.addGroup("list").add("element", 1);
        list.addGroup("list");
        list.addGroup("list").add("element", 3);
        Group map = group.addGroup("m");
        Group x = map.addGroup("key_value");
        x.add("key", "x");
        x.add("value", 1.5);
        map.addGroup("key_value").add("key", "y");
        Group struct = group.addGroup("s");
        struct.add("a", 7);
        struct.addGroup("b").add("c", 0L);
        Group old = group.addGroup("old");
        old.add("array", 4);
        old.add("array", 5);
        group.add("bare", "p");
        group.add("bare", "q");
        Group deep = group.addGroup("deep");
        deep.addGroup("list").addGroup("element");
        Group inner = deep.addGroup("list").addGroup("element");
        inner.addGroup("list").addGroup("element").add("ok", true);
    }

    @Test
    void aMapThatNamesAKeyTwiceIsRejectedRatherThanShortened() {
        WholeReading reading = one(
                "optional group v (MAP) { repeated group key_value { required int32 key; optional int32 value; } }",
                g -> {
                    Group map = g.addGroup("v");
                    for (int i = 0; i < 2; i++) {
                        Group entry = map.addGroup("key_value");
                        entry.add("key", 1);
                        entry.add("value", i);
                    }
                });
        assertThat(reading.records()).isEmpty();
        assertThat(reading.rejected()).singleElement().extracting("code").isEqualTo("BAD_MAP");
    }

    @Test
    void int96KeepsTheOrderOfItsBytes() {
        byte[] bytes = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1000)
                .putInt(2_440_587)
                .array();
        check(
                "optional int96 v;",
                g -> g.add("v", NanoTime.fromBinary(Binary.fromConstantByteArray(bytes))),
                "timestamp",
                LocalDateTime.of(1969, 12, 31, 0, 0, 0, 1000));
    }
}
