package io.headgate.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowJson;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.source.ReadAgain;
import io.headgate.testkit.source.WholeReading;
import java.nio.file.Path;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record that was rejected for one of its values, and repaired in the reject store, is the record that the file should have had. */
class ParquetReplayTest {

    private static final String SCHEMA =
            """
            message m {
              required int64 id; required int64 v (TIME(NANOS,true)); optional boolean b; optional int32 i;
              optional float f; optional double d; optional double nan; optional int64 tiny (DECIMAL(18,12));
              optional binary big (DECIMAL(30,10)); optional binary text (STRING); optional binary bytes;
              optional binary json (JSON); optional int32 day (DATE); optional int64 at (TIMESTAMP(MICROS,true));
              optional int64 local (TIMESTAMP(MICROS,false)); optional fixed_len_byte_array(16) u (UUID);
              optional group l (LIST) { repeated group list { optional binary element (JSON); } }
              optional group m (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }
              optional group s { optional int32 day (DATE); optional binary bytes; }
            }
            """;

    @TempDir
    Path temp;

    /** Of two records that are the same but for their ids, the second has a time that no column holds. */
    private static void fill(Group group, int i) {
        group.add("id", (long) i);
        group.add("v", i == 1 ? 1_000_001L : 1_000_000L);
        group.add("b", true);
        group.add("i", Integer.MIN_VALUE);
        group.add("f", 0.1f);
        group.add("d", 1e300);
        group.add("nan", Double.NaN);
        group.add("tiny", 1L);
        group.add("big", Binary.fromConstantByteArray(new byte[] {(byte) 0x80, 1, 2, 3, 4, 5, 6, 7, 8}));
        group.add("text", "quote \" slash \\ line\n nul \u0000 smile 😀 \\xFF");
        group.add("bytes", Binary.fromConstantByteArray(new byte[] {0, -1, '"'}));
        group.add("json", "{\"a\": [1, null, \"x\"]}");
        group.add("day", -719_600);
        group.add("at", 253_402_300_800_000_001L);
        group.add("local", -1L);
        group.add(
                "u", Binary.fromConstantByteArray(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
        Group list = group.addGroup("l");
        list.addGroup(0).add("element", "\"a\"");
        list.addGroup(0);
        group.addGroup("m").addGroup(0).append("key", "k").append("value", -0.5);
        Group struct = group.addGroup("s");
        struct.add("day", 1);
        struct.add("bytes", Binary.fromConstantByteArray(new byte[0]));
    }

    private ParquetFolder folder() {
        return new ParquetFolder(temp).with("recursive", true).with("file_name_column", "file");
    }

    @Test
    void everyTypeOfNeighbourKeepsItsValueOnTheWayThroughTheRejectStore() {
        WholeReading reading = WholeReading.of(folder().file("year/a.parquet", SCHEMA, 2, 10, ParquetReplayTest::fill)
                .source());
        RejectedRecord rejected = reading.rejected().get(0);
        assertThat(ReadAgain.of(folder().source(), rejected)).isEqualTo(new ReadAgain(null, rejected));
        String raw = rejected.raw()
                .replace("\"id\":1,", "\"id\":0,")
                .replace("\"v (rejected)\":1000001", "\"v\":\"00:00:00.001\"");
        ReadAgain again = ReadAgain.repaired(folder().source(), rejected, raw);
        assertThat(again.rejected()).isNull();
        assertThat(RowJson.text(again.record()))
                .isEqualTo(RowJson.text(reading.records().get(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":1} | MISSING_FIELD",
                "{\"id\":1,\"v\":null} | MISSING_FIELD",
                "{\"id\":1,\"v\":\"00:00:00.0000001\"} | BAD_TIME",
                "{\"id\":1,\"v\":\"00:00\",\"w\":2} | UNKNOWN_FIELD",
                "{\"id\":1,\"v\":\"00:00\" | BAD_JSON",
            })
    void aRepairThatIsNoRecordIsRejectedWithWhatIsWrong(String raw, String code) {
        String schema = "message m { required int64 id; required int64 v (TIME(NANOS,true)); }";
        ParquetFolder folder = new ParquetFolder(temp).file("a.parquet", schema, 1, 10, (group, i) -> {
            group.add("id", 1L);
            group.add("v", 1L);
        });
        RejectedRecord rejected = WholeReading.of(folder.source()).rejected().get(0);
        assertThat(ReadAgain.repaired(folder.source(), rejected, raw).rejected())
                .satisfies(
                        again -> assertThat(Map.of(again.code(), again.raw())).isEqualTo(Map.of(code, raw)));
    }
}
