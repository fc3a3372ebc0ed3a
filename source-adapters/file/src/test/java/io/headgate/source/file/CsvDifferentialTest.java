package io.headgate.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.RecordType;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/**
 * The byte tokenizer gives what fastcsv gives: the same records, nulls, rejected records and places, with buffers so small that
 * every token straddles their edge, whole, from every state, and for every number of partitions.
 */
class CsvDifferentialTest {

    private static final byte[] NO_TEXT = {(byte) 0xc3};

    private Path temp = Path.of("");

    @BeforeProperty
    void makeFolder() throws IOException {
        temp = Files.createTempDirectory("csv");
    }

    @AfterProperty
    void removeFolder() throws IOException {
        Files.deleteIfExists(temp.resolve("a.csv"));
        Files.delete(temp);
    }

    /** Pieces that make whole records likely, and pieces that break them. */
    @Provide
    Arbitrary<byte[]> csv() {
        Arbitrary<String> piece = Arbitraries.frequencyOf(
                Tuple.of(
                        6, Arbitraries.of("1,ab\n", "-22,\"a,\"\"b\"\"\r\nc\"\r\n", ",\r", "\"3\",\"\"\n", "7,é漢😀\n")),
                Tuple.of(
                        4,
                        Arbitraries.of(
                                "a", "12", "é", "漢字", "😀", " ", "\0", "007", "long text without anything special")),
                Tuple.of(5, Arbitraries.of(",", "\n", "\r\n", "\r")),
                Tuple.of(3, Arbitraries.of("\"", "\"\"", "\",\"", "\"\n", "\n\"")),
                Tuple.of(1, Arbitraries.of("\uFFFF", "\uFEFF", "a,b\n", "\\", "\\\r\n")));
        return piece.list().ofMaxSize(40).map(CsvDifferentialTest::bytes);
    }

    /** U+FFFF stands for a byte that is no text. */
    private static byte[] bytes(List<String> pieces) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String piece : pieces) {
            bytes.writeBytes(piece.equals("\uFFFF") ? NO_TEXT : piece.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private CsvFolder folder(byte[] csv, boolean header) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("a", "int64");
        columns.put("b", "string");
        byte[] head = header ? "a,b\n".getBytes(StandardCharsets.US_ASCII) : new byte[0];
        byte[] all = new byte[head.length + csv.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(csv, 0, all, head.length, csv.length);
        return new CsvFolder(temp)
                .with("columns", columns)
                .with("header", header)
                .with("min_partition_bytes", 1)
                .file("a.csv", all);
    }

    @Property(tries = 800)
    void bytes_and_fastcsv_agree_on_records_nulls_rejects_and_places(
            @ForAll("csv") byte[] csv, @ForAll @IntRange(min = 1, max = 40) int buffer, @ForAll boolean header) {
        CsvFolder folder = folder(csv, header);
        Outcome slow = read(folder.tuned(CsvTuning.DEFAULT.withFastcsv().withBuffer(buffer)), 1, 100);
        Outcome fast = read(folder.tuned(CsvTuning.DEFAULT.withBuffer(buffer)), 1, 100);
        assertThat(fast).isEqualTo(slow);
        Outcome large = read(folder.tuned(CsvTuning.DEFAULT), 1, 100);
        assertThat(large).isEqualTo(slow);
    }

    @Property(tries = 200)
    void partitions_of_any_number_give_the_whole(
            @ForAll("csv") byte[] csv,
            @ForAll @IntRange(min = 1, max = 20) int buffer,
            @ForAll boolean header,
            @ForAll boolean escape) {
        CsvFolder folder = folder(csv, header).tuned(CsvTuning.DEFAULT.withBuffer(buffer));
        folder.with("escape", escape ? "\\" : "\"");
        Outcome whole = read(folder, 1, 100);
        for (int hint = 2; hint <= 9; hint++) {
            assertThat(read(folder, hint, 100)).as("%d partitions", hint).isEqualTo(whole);
        }
    }

    @Property(tries = 200)
    void reading_on_from_any_state_gives_what_followed(
            @ForAll("csv") byte[] csv,
            @ForAll @IntRange(min = 1, max = 20) int buffer,
            @ForAll boolean header,
            @ForAll boolean fastcsv,
            @ForAll @IntRange(min = 1, max = 3) int rows) {
        CsvTuning tuning = CsvTuning.DEFAULT.withBuffer(buffer);
        CsvFolder folder = folder(csv, header).tuned(fastcsv ? tuning.withFastcsv() : tuning);
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(rows);
            for (StreamPartition partition : stream.partitions(2)) {
                List<DataSourcePayload> payloads = payloads(stream, partition, StreamState.EMPTY, options);
                for (int i = 0; i < payloads.size(); i++) {
                    Outcome rest =
                            outcome(payloads(stream, partition, payloads.get(i).state(), options));
                    assertThat(rest).isEqualTo(outcome(payloads.subList(i + 1, payloads.size())));
                }
            }
        }
    }

    @Property(tries = 1500)
    void records_up_to_the_first_that_fastcsv_refuses_are_those_of_plain_fastcsv(
            @ForAll("csv") byte[] csv, @ForAll @IntRange(min = 1, max = 40) int buffer) {
        boolean marked = csv.length > 2 && csv[0] == (byte) 0xef && csv[1] == (byte) 0xbb && csv[2] == (byte) 0xbf;
        String text = new String(csv, StandardCharsets.UTF_8);
        List<String> expected = new ArrayList<>();
        boolean refused = false;
        CsvReader<String> plain = CsvReader.builder()
                .allowUnclosedQuote(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .skipEmptyLines(true)
                .build(new Describing(), new java.io.StringReader(marked ? text.substring(1) : text));
        try {
            plain.forEach(expected::add);
        } catch (CsvParseException e) {
            refused = true;
        }
        List<String> found = new ArrayList<>();
        CsvFolder folder = folder(csv, false);
        CsvFormat format = new CsvFormat(
                io.headgate.api.config.ConfigBinder.bind(CsvConfig.class, folder.config), CsvTuning.DEFAULT);
        SourceFile file = new SourceFile(temp.resolve("a.csv"), "a.csv", csv.length, 0, Compression.NONE);
        boolean problem = false;
        try (CsvTokenizer tokens = format.open(file, 0, csv.length, 1, 1000, CsvTuning.DEFAULT.withBuffer(buffer))) {
            while (!problem && tokens.next()) {
                problem = tokens.problem != null;
                if (!problem) {
                    found.add(describe(tokens, format));
                }
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(problem).isEqualTo(refused);
    }

    private static String describe(CsvTokenizer record, CsvFormat format) {
        StringBuilder text = new StringBuilder("line " + record.line);
        for (int i = 0; i < record.count; i++) {
            byte[] field = new byte[record.ends[i] - record.starts[i]];
            System.arraycopy(record.data, record.starts[i], field, 0, field.length);
            int length = record.kinds[i] >= CsvTokenizer.QUOTED_ESCAPED ? record.unescape(i, field) : field.length;
            text.append(record.kinds[i] == CsvTokenizer.PLAIN ? " plain<" : " quoted<");
            text.append(format.text(field, 0, length)).append('>');
        }
        return text.toString();
    }

    /** Writes down what fastcsv finds. */
    private static final class Describing extends CsvCallbackHandler<String> {
        private StringBuilder text = new StringBuilder();
        private int fields;
        private boolean empty;

        @Override
        protected RecordType getRecordType() {
            return empty ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return fields;
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            text = new StringBuilder("line " + startingLineNumber);
            fields = 0;
            empty = false;
        }

        @Override
        protected void addField(char[] buffer, int offset, int length, boolean quoted) {
            fields++;
            text.append(quoted ? " quoted<" : " plain<")
                    .append(buffer, offset, length)
                    .append('>');
        }

        @Override
        protected void setComment(char[] buffer, int offset, int length) {
            throw new IllegalStateException();
        }

        @Override
        protected void setEmpty() {
            empty = true;
        }

        @Override
        protected @Nullable String buildRecord() {
            return text.toString();
        }
    }

    private record Outcome(Map<String, String> rows, Map<String, String> rejected) {}

    private static Outcome read(CsvFolder folder, int hint, int rows) {
        try (IDataSource source = folder.source()) {
            source.connect(folder.state());
            IDataSourceStream stream = source.streams().get(0);
            ReadOptions options = ReadOptions.of(stream.schema()).withRows(rows);
            List<DataSourcePayload> payloads = new ArrayList<>();
            for (StreamPartition partition : stream.partitions(hint)) {
                payloads.addAll(payloads(stream, partition, StreamState.EMPTY, options));
            }
            return outcome(payloads);
        }
    }

    private static List<DataSourcePayload> payloads(
            IDataSourceStream stream, StreamPartition partition, StreamState from, ReadOptions options) {
        List<DataSourcePayload> payloads = new ArrayList<>();
        try (PayloadCursor cursor = stream.open(partition, from, options)) {
            for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                payloads.add(payload);
            }
        }
        return payloads;
    }

    /** By place, so that a record that is given twice or at the wrong place shows. */
    private static Outcome outcome(List<DataSourcePayload> payloads) {
        Map<String, String> rows = new TreeMap<>();
        Map<String, String> rejected = new TreeMap<>();
        for (DataSourcePayload payload : payloads) {
            for (int row = 0; row < payload.data().rowCount(); row++) {
                rows.merge(payload.data().place(row), payload.data().toMap(row).toString(), (a, b) -> a + " twice");
            }
            for (RejectedRecord record : payload.rejected()) {
                rejected.merge(record.place(), record.code() + " " + record.raw(), (a, b) -> a + " twice");
            }
        }
        return new Outcome(rows, rejected);
    }
}
