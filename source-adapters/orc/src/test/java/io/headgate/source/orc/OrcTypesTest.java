package io.headgate.source.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.testkit.source.ReadAgain;
import io.headgate.testkit.source.WholeReading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DateColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ListColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.MapColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.StructColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.UnionColumnVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every type of ORC as it arrives, at its edges. */
class OrcTypesTest {

    @TempDir
    Path temp;

    /** Sets the first row of a vector. */
    private interface Setter {
        void set(ColumnVector vector);
    }

    private WholeReading one(String type, Setter setter) {
        return WholeReading.of(new OrcFolder(temp)
                .file("a.orc", "struct<v:" + type + ">", 1, 10, (batch, at, row) -> setter.set(batch.cols[0]))
                .source());
    }

    private void check(String type, Setter setter, String expectedType, Object expected) {
        WholeReading reading = one(type, setter);
        assertThat(reading.schema().fields()).containsExactly(Field.of("v", DataType.parse(expectedType)));
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.records()).hasSize(1);
        assertThat(reading.records().get(0).get("v")).as(type).isEqualTo(expected);
    }

    private static Setter number(long value) {
        return vector -> ((LongColumnVector) vector).vector[0] = value;
    }

    private static Setter bytes(byte... value) {
        return vector -> ((BytesColumnVector) vector).setVal(0, value);
    }

    private static Setter decimal(String value) {
        return vector -> ((DecimalColumnVector) vector).set(0, HiveDecimal.create(value));
    }

    private static Setter time(long seconds, int nanos) {
        return vector -> {
            TimestampColumnVector times = (TimestampColumnVector) vector;
            times.changeCalendar(true, false);
            times.time[0] = seconds * 1000 + nanos / 1_000_000;
            times.nanos[0] = nanos;
        };
    }

    private static Setter missing() {
        return vector -> {
            vector.noNulls = false;
            vector.isNull[0] = true;
        };
    }

    @Test
    void numbersAndTextsKeepTheirValue() {
        check("boolean", number(1), "boolean", true);
        check("tinyint", number(-128), "int32", -128);
        check("smallint", number(32_767), "int32", 32_767);
        check("int", number(Integer.MIN_VALUE), "int32", Integer.MIN_VALUE);
        check("bigint", number(Long.MIN_VALUE), "int64", Long.MIN_VALUE);
        check("float", vector -> ((DoubleColumnVector) vector).vector[0] = 1.1f, "float32", 1.1f);
        check("double", vector -> ((DoubleColumnVector) vector).vector[0] = Double.NaN, "float64", Double.NaN);
        byte[] text = "ü\0表".getBytes(StandardCharsets.UTF_8);
        check("string", bytes(text), "string", "ü\0表");
        check("varchar(9)", bytes(text), "string", "ü\0表");
        check("char(3)", bytes((byte) 'a'), "string", "a");
        check("binary", bytes((byte) 0, (byte) -1), "binary", new byte[] {0, -1});
        check("bigint", missing(), "int64", null);
    }

    @Test
    void decimalsKeepEveryDigitWhateverTheirSize() {
        check("decimal(9,2)", decimal("-12345.6"), "decimal(9,2)", new BigDecimal("-12345.60"));
        check("decimal(18,4)", decimal("99999999999999.9999"), "decimal(18,4)", new BigDecimal("99999999999999.9999"));
        check(
                "decimal(38,10)",
                decimal("-1234567890123456789012345678.0123456789"),
                "decimal(38,10)",
                new BigDecimal("-1234567890123456789012345678.0123456789"));
    }

    @Test
    void timestampsKeepTheirMicrosecondsWhateverTheZoneOfTheReader() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
            check("timestamp", time(0, 1000), "timestamp", LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1000));
            check("timestamp", time(-2, 999_999_000), "timestamp", LocalDateTime.parse("1969-12-31T23:59:58.999999"));
            check(
                    "timestamp with local time zone",
                    time(1_767_225_600, 0),
                    "timestamp_tz",
                    Instant.parse("2026-01-01T00:00:00Z"));
            check("timestamp", time(-62_135_596_800L, 0), "timestamp", LocalDateTime.of(1, 1, 1, 0, 0));
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void datesAreThoseOfTodaysCalendarHoweverOld() {
        check("date", number(-1), "date", LocalDate.of(1969, 12, 31));
        LocalDate old = LocalDate.of(1500, 3, 1);
        Setter proleptic = vector -> {
            DateColumnVector dates = (DateColumnVector) vector;
            dates.changeCalendar(true, false);
            dates.vector[0] = old.toEpochDay();
        };
        check("date", proleptic, "date", old);
    }

    @Test
    void whatIsFinerThanAMicrosecondIsRejectedAndNeverRounded() {
        WholeReading reading = one("timestamp", time(0, 1001));
        assertThat(reading.records()).isEmpty();
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("a.orc:1");
            assertThat(record.code()).isEqualTo("BAD_TIMESTAMP");
            assertThat(record.raw()).isEqualTo("{\"v (rejected)\":\"0 s, 1001 ns since 1970\"}");
        });
    }

    @Test
    void bytesThatAreNoTextInAColumnOfTextAreRejected() {
        WholeReading reading = one("string", bytes((byte) 'a', (byte) 0xfc));
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.code()).isEqualTo("INVALID_TEXT");
            assertThat(ReadAgain.of(new OrcFolder(temp).source(), record).rejected())
                    .as("what shows the bytes is not taken for the text")
                    .isEqualTo(record);
            assertThat(ReadAgain.repaired(new OrcFolder(temp).source(), record, "{\"v\":\"aü\"}")
                            .record())
                    .isEqualTo(Map.of("v", "aü"));
        });
    }

    @Test
    void listsMapsAndStructsAreKept() {
        check(
                "array<int>",
                vector -> {
                    ListColumnVector list = (ListColumnVector) vector;
                    list.lengths[0] = 3;
                    list.childCount = 3;
                    ((LongColumnVector) list.child).vector[0] = 1;
                    list.child.noNulls = false;
                    list.child.isNull[1] = true;
                    ((LongColumnVector) list.child).vector[2] = 3;
                },
                "list<int32>",
                Arrays.asList(1, null, 3));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("x", LocalDate.of(1970, 1, 2));
        check(
                "map<string,date>",
                vector -> {
                    MapColumnVector maps = (MapColumnVector) vector;
                    maps.lengths[0] = 1;
                    maps.childCount = 1;
                    ((BytesColumnVector) maps.keys).setVal(0, new byte[] {'x'});
                    ((LongColumnVector) maps.values).vector[0] = 1;
                },
                "map<string,date>",
                map);
        check(
                "struct<a:bigint,b:struct<c:boolean>>",
                vector -> {
                    ColumnVector[] fields = ((StructColumnVector) vector).fields;
                    ((LongColumnVector) fields[0]).vector[0] = 7;
                    ((LongColumnVector) ((StructColumnVector) fields[1]).fields[0]).vector[0] = 1;
                },
                "struct<a:int64,b:struct<c:boolean>>",
                Map.of("a", 7L, "b", Map.of("c", true)));
    }

    @Test
    void aUnionIsTheJsonOfItsValue() {
        check(
                "uniontype<int,string>",
                vector -> {
                    UnionColumnVector unions = (UnionColumnVector) vector;
                    unions.tags[0] = 1;
                    ((BytesColumnVector) unions.fields[1]).setVal(0, new byte[] {'x'});
                },
                "json",
                "\"x\"");
    }

    @Test
    void aMapThatNamesAKeyTwiceIsRejectedRatherThanShortened() {
        WholeReading reading = one("map<int,int>", vector -> {
            MapColumnVector maps = (MapColumnVector) vector;
            maps.lengths[0] = 2;
            maps.childCount = 2;
        });
        assertThat(reading.records()).isEqualTo(List.of());
        assertThat(reading.rejected()).singleElement().extracting("code").isEqualTo("BAD_MAP");
    }
}
