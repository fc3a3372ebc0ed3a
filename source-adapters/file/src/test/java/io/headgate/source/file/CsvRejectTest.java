package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same rejections on the fast path (false) and through fastcsv (true). */
class CsvRejectTest {

    @TempDir
    Path temp;

    private CsvFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new CsvFolder(temp);
    }

    private CsvFolder.Reading read(boolean fastcsv) {
        folder.tuned(fastcsv ? folder.tuning.withFastcsv() : folder.tuning);
        return folder.read();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ragged_records_are_rejected_with_their_place_and_text(boolean fastcsv) {
        folder.file("a.csv", "a,b\n1,2\n3\n4,\"5\n\",6\n7,8\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.column("a")).containsExactly(1L, 7L);
        assertThat(reading.rejected).hasSize(2);
        assertThat(reading.rejected.get(0))
                .extracting("place", "code", "raw")
                .containsExactly("a.csv:3", "TOO_FEW_FIELDS", "3");
        assertThat(reading.rejected.get(1))
                .extracting("place", "code", "raw")
                .containsExactly("a.csv:4", "TOO_MANY_FIELDS", "4,\"5\n\",6");
        assertThat(reading.places).containsExactly("a.csv:2", "a.csv:6");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_value_beyond_the_sample_that_does_not_fit_says_how_to_declare_it(boolean fastcsv) {
        folder.with("sample_rows", 20).file("a.csv", "zip,n\n" + "123,1.5\n".repeat(30) + "007,1.5\n9,x\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("BAD_INT64", "BAD_FLOAT64");
        RejectedRecord first = reading.rejected.get(0);
        assertThat(first.place()).isEqualTo("a.csv:32");
        assertThat(first.reason()).contains("'zip'", "'007'", "columns = { \"zip\" = \"string\" }");
        assertThat(reading.rows).hasSize(30);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void text_that_is_no_valid_utf8_is_rejected_with_its_bytes_written_out(boolean fastcsv) {
        byte[] bytes = "id,s\n1,ok\n2,caf_\n3,\"_\"\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 5; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '_' ? (byte) 0xe9 : bytes[i];
        }
        folder.file("a.csv", bytes);
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("INVALID_TEXT", "INVALID_TEXT");
        assertThat(reading.rejected.get(0).raw()).isEqualTo("2,caf\\xE9");
        assertThat(reading.rejected.get(0).reason()).contains("'s'", "UTF-8", "set charset");
        assertThat(reading.column("s")).containsExactly("ok");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_repeated_header_is_rejected(boolean fastcsv) {
        folder.file("a.csv", "a,\"b\"\"\"\nx,1\na,\"b\"\"\"\ny,2\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("REPEATED_HEADER");
        assertThat(reading.rejected.get(0).place()).isEqualTo("a.csv:3");
        assertThat(reading.column("a")).containsExactly("x", "y");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_quote_that_is_not_closed_names_the_line_it_began_in(boolean fastcsv) {
        folder.file("a.csv", "a,b\n1,2\n3,\"4\n5,6\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("UNTERMINATED_QUOTE");
        assertThat(reading.rejected.get(0).reason()).contains("line 3");
        assertThat(reading.rejected.get(0).raw()).startsWith("3,\"4\n5,6");
        assertThat(reading.rows).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void text_behind_a_closing_quote_is_rejected_and_the_next_record_is_read(boolean fastcsv) {
        folder.file("a.csv", "a,b\n\"x\"y,1\n\"p\" ,\"2\"\nq,3\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("BAD_QUOTE", "BAD_QUOTE");
        assertThat(reading.column("a")).containsExactly("q");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_record_beyond_the_limit_is_rejected_without_being_held(boolean fastcsv) {
        folder.tuned(CsvTuning.DEFAULT.withBuffer(64).withMaxRecord(1024));
        String longText = "\"" + "long\r\n".repeat(5000) + "\"";
        folder.file("a.csv", "a,b\r\n1,2\r\n3," + longText + "\r\n5,6\r\n");
        CsvFolder.Reading reading = read(fastcsv);
        assertThat(reading.codes()).containsExactly("RECORD_TOO_LONG");
        assertThat(reading.rejected.get(0).raw().length()).isLessThan(5000);
        assertThat(reading.column("a")).containsExactly(1L, 5L);
        assertThat(reading.places).containsExactly("a.csv:2", "a.csv:5004");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void values_that_a_declared_type_cannot_hold_are_rejected(boolean fastcsv) {
        folder.with(
                        "columns",
                        Map.of(
                                "i",
                                "int32",
                                "d",
                                "decimal(4,2)",
                                "f",
                                "float32",
                                "j",
                                "json",
                                "b",
                                "binary",
                                "u",
                                "uuid",
                                "o",
                                "boolean",
                                "t",
                                "date"))
                .file(
                        "a.csv",
                        "i,d,f,j,b,u,o,t\n"
                                + "2147483648,,,,,,,\n,1.234,,,,,,\n,100,,,,,,\n,,1e40,,,,,\n,,0x1p3,,,,,\n,,,{a},,,,\n"
                                + ",,,,\\x0,,,\n,,,,?,,,\n,,,,,123,,\n,,,,,,maybe,\n,,,,,,,2026-02-30\n");
        assertThat(read(fastcsv).codes())
                .isEqualTo(List.of(
                        "BAD_INT32",
                        "BAD_DECIMAL",
                        "BAD_DECIMAL",
                        "BAD_FLOAT32",
                        "BAD_FLOAT32",
                        "BAD_JSON",
                        "BAD_BINARY",
                        "BAD_BINARY",
                        "BAD_UUID",
                        "BAD_BOOLEAN",
                        "BAD_DATE"));
    }
}
