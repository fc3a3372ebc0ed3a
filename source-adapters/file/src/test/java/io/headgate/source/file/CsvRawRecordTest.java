package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rejected record is read again as the source would, and never as something that the source does not have. */
class CsvRawRecordTest {

    @TempDir
    Path path;

    private CsvFolder folder;

    @BeforeEach
    void declareColumns() {
        folder = new CsvFolder(path).with("columns", Map.of("id", "int64", "name", "string"));
    }

    private record Again(@Nullable RejectedRecord rejected, RowBatch rows) {}

    private Again again(RejectedRecord record) {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state);
            IDataSourceStream stream = source.streams().get(0);
            RowBatchBuilder rows = new RowBatchBuilder(stream.schema(), 1);
            rows.origin("a.csv");
            RejectedRecord rejected = ((RawRecordReader) stream).readRaw(record, rows);
            return new Again(rejected, rows.build());
        }
    }

    /** What the source rejects of a file, read again after somebody has edited its text. */
    private Again repaired(String file, UnaryOperator<String> repair) {
        RejectedRecord record = folder.file("a.csv", file).read().rejected.get(0);
        return again(new RejectedRecord(record.place(), record.code(), record.reason(), repair.apply(record.raw())));
    }

    @Test
    void a_repaired_record_is_read_in_its_place() {
        Again again = repaired("id,name\n1,a\nx,\"b,\n\"\"c\"\"\"\n", raw -> raw.replace("x,", "2,"));
        assertThat(again.rejected()).isNull();
        assertThat(again.rows().toMap(0)).isEqualTo(Map.of("id", 2L, "name", "b,\n\"c\""));
        assertThat(again.rows().place(0)).isEqualTo("a.csv:3");
    }

    @Test
    void one_that_nobody_has_repaired_is_rejected_again_as_it_was() {
        RejectedRecord record =
                folder.file("a.csv", "id,name\n1,a\nx,b\n").read().rejected.get(0);
        Again again = again(record);
        assertThat(again.rejected()).isEqualTo(record);
        assertThat(again.rows().rowCount()).isZero();
    }

    @Test
    void a_text_of_two_records_or_none_is_no_record() {
        String file = "id,name\n1,a\nx,b\n";
        assertThat(repaired(file, raw -> "2,b\n3,c").rejected())
                .extracting(RejectedRecord::code, RejectedRecord::raw, RejectedRecord::place)
                .containsExactly("NOT_ONE_RECORD", "2,b\n3,c", "a.csv:3");
        assertThat(repaired(file, raw -> "").rejected())
                .extracting(RejectedRecord::code)
                .isEqualTo("NOT_ONE_RECORD");
    }

    @Test
    void bytes_that_are_no_text_are_not_taken_for_the_text_that_shows_them() {
        byte[] bytes = "id,name\n1,a\n2,b?\n".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xE9;
        RejectedRecord record = folder.file("a.csv", bytes).read().rejected.get(0);
        assertThat(record.raw()).isEqualTo("2,b\\xE9");
        assertThat(again(record).rejected())
                .extracting(RejectedRecord::code, RejectedRecord::raw)
                .containsExactly("INVALID_TEXT", "2,b\\xE9");
        RejectedRecord repaired = new RejectedRecord(record.place(), record.code(), record.reason(), "2,bé");
        assertThat(again(repaired).rows().toMap(0)).containsEntry("name", "bé");
    }

    @Test
    void characters_that_the_charset_lacks_are_not_replaced() {
        folder.with("charset", "ISO-8859-1");
        assertThat(repaired("id,name\nx,b\n", raw -> "2,€").rejected())
                .extracting(RejectedRecord::code)
                .isEqualTo("INVALID_TEXT");
        assertThat(repaired("id,name\nx,b\n", raw -> "2,é").rows().toMap(0)).containsEntry("name", "é");
    }

    @Test
    void a_text_that_was_cut_is_not_taken_for_the_whole() {
        String rest = "y".repeat(CsvTokenizer.MAX_RAW + 10);
        Again again = repaired("id,name\nx," + rest + "\n", raw -> raw.replace("x,", "2,"));
        assertThat(again.rejected()).isNotNull();
        assertThat(again.rejected().reason()).contains("too long to be kept whole");
    }

    @Test
    void formats_that_are_decoded_are_read_again_as_well() {
        folder.with("delimiter", "||");
        Again again = repaired("id||name\nx||b\n", raw -> raw.replace("x", "7"));
        assertThat(again.rows().toMap(0)).isEqualTo(Map.of("id", 7L, "name", "b"));
    }
}
