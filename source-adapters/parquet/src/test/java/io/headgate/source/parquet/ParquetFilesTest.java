package io.headgate.source.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.StreamState;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.testkit.MemorySourceState;
import io.headgate.testkit.source.BeingWritten;
import io.headgate.testkit.source.WholeReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several files as one stream, and files that are not what they should be. */
class ParquetFilesTest {

    private static final String ID = "message m { required int64 id; }";

    @TempDir
    Path temp;

    private ParquetFolder ids(String name, int rows, int groupRows) {
        return new ParquetFolder(temp).file(name, ID, rows, groupRows, (group, i) -> group.add("id", (long) i));
    }

    @Test
    void columnsAreThoseOfAllFilesAndAsWideAsTheWidest() {
        ParquetFolder folder = new ParquetFolder(temp)
                .file(
                        "a.parquet",
                        "message m { required int32 id; required int32 d (DECIMAL(4,2)); }",
                        1,
                        9,
                        (g, i) -> {
                            g.add("id", 1);
                            g.add("d", 1234);
                        })
                .file(
                        "b.parquet",
                        "message m { required int64 d (DECIMAL(12,3)); required int64 id; optional float x; }",
                        1,
                        9,
                        (g, i) -> {
                            g.add("id", 1L << 40);
                            g.add("d", 123_456_789_012L);
                            g.add("x", 0.5f);
                        });
        WholeReading reading = WholeReading.of(folder.source());
        assertThat(reading.schema().fields())
                .containsExactly(
                        Field.required("id", Primitive.INT64),
                        Field.required("d", new Decimal(12, 3)),
                        Field.of("x", Primitive.FLOAT32));
        assertThat(reading.records())
                .map(Map::toString)
                .containsExactly("{id=1, d=12.340, x=null}", "{id=1099511627776, d=123456789.012, x=0.5}");
    }

    @Test
    void aColumnThatIsTextInOneFileAndANumberInAnotherIsAnErrorThatNamesBoth() {
        ParquetFolder folder = ids("a.parquet", 1, 9)
                .file("b.parquet", "message m { required binary id (STRING); }", 1, 9, (g, i) -> g.add("id", "x"));
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(folder.source()))
                .withMessageContaining("the column 'id' of b.parquet is string, and that of the stream int64");
    }

    @Test
    void thePlanKnowsTheNumberOfRecordsAndCutsAtRowGroups() {
        WholeReading reading = WholeReading.of(
                ids("a.parquet", 3000, 300).with("min_partition_bytes", 1).source(), new MemorySourceState(), 4);
        assertThat(reading.known()).isEqualTo(3000);
        assertThat(reading.plan()).hasSizeGreaterThan(2);
        assertThat(reading.plan())
                .allSatisfy(part -> assertThat(part.estimatedRecords()).isPositive());
        assertThat(reading.records())
                .extracting(record -> record.get("id"))
                .doesNotHaveDuplicates()
                .hasSize(3000);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionCodecName.class,
            names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void everyCodecIsRead(CompressionCodecName codec) {
        ParquetFolder folder = new ParquetFolder(temp)
                .file("a.parquet", ID, 1000, 300, codec, (group, i) -> group.add("id", (long) i % 7));
        assertThat(WholeReading.of(folder.source()).records()).hasSize(1000);
    }

    @Test
    void anIncrementalRunReadsNewFilesOnly() {
        ParquetFolder folder = ids("a.parquet", 3, 9).with("incremental", true);
        WholeReading first = WholeReading.of(folder.source());
        assertThat(first.records()).hasSize(3);
        assertThat(first.schema().field(0).nullable())
                .as("a later file may lack it")
                .isTrue();
        folder.file("b.parquet", ID, 2, 9, (group, i) -> group.add("id", 100L + i));
        MemorySourceState state = new MemorySourceState();
        state.updateStream("trips", new LinkedHashMap<>(first.after().values()));
        assertThat(WholeReading.of(folder.source(), state, 2).records())
                .extracting(record -> record.get("id"))
                .containsExactly(100L, 101L);
    }

    @Test
    void folderAndFileBecomeColumns() {
        WholeReading reading = WholeReading.of(new ParquetFolder(temp)
                .with("recursive", true)
                .with("path_columns", Map.of("year", "int32"))
                .with("file_name_column", "file")
                .file("year=2024/a.parquet", ID, 1, 9, (group, i) -> group.add("id", 5L))
                .source());
        assertThat(reading.records()).containsExactly(Map.of("id", 5L, "year", 2024, "file", "year=2024/a.parquet"));
    }

    @Test
    void aFileThatIsNoParquetOrCutOffIsAClearError() throws IOException {
        Files.writeString(temp.resolve("a.parquet"), "id,name\n1,this is a csv file\n");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new ParquetFolder(temp).source()))
                .withMessageContaining("a.parquet is no readable Parquet file")
                .withMessageContaining("move it out of the source's files");
        ids("a.parquet", 100, 10);
        byte[] whole = Files.readAllBytes(temp.resolve("a.parquet"));
        Files.write(temp.resolve("a.parquet"), java.util.Arrays.copyOf(whole, whole.length - 50));
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new ParquetFolder(temp).source()))
                .withMessageContaining("a.parquet is no readable Parquet file");
    }

    @Test
    void aDamagedPageIsFoundByItsChecksumAndEndsTheRun() throws IOException {
        ids("a.parquet", 1000, 1000);
        Path file = temp.resolve("a.parquet");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 3] ^= 1;
        Files.write(file, bytes);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> WholeReading.of(new ParquetFolder(temp).source()))
                .withMessageContaining("a.parquet cannot be read");
    }

    @Test
    void nothingButFilesWithoutRowsStillHasColumns() {
        WholeReading reading = WholeReading.of(ids("a.parquet", 0, 9).source());
        assertThat(reading.records()).isEmpty();
        assertThat(reading.schema().names()).isEqualTo(List.of("id"));
    }

    /** As Arrow writes a table without rows: a group whose columns are nowhere, so that they begin at byte 0. */
    private static RowGroup empty(RowGroup like) {
        RowGroup empty = new RowGroup(like);
        empty.setNum_rows(0).setTotal_byte_size(0).unsetTotal_compressed_size();
        empty.unsetFile_offset();
        empty.getColumns().forEach(column -> {
            column.setFile_offset(0);
            column.getMeta_data()
                    .setNum_values(0)
                    .setTotal_compressed_size(0)
                    .setTotal_uncompressed_size(0)
                    .setData_page_offset(0)
                    .unsetDictionary_page_offset();
        });
        return empty;
    }

    private static List<Object> read(IDataSourceStream stream, StreamState from, List<StreamState> states) {
        List<Object> ids = new ArrayList<>();
        ReadOptions options = new ReadOptions(stream.schema(), 10, 1 << 20, Duration.ofSeconds(10));
        StreamPartition whole = stream.partitions(1).get(0);
        try (PayloadCursor cursor = stream.open(whole, from, options)) {
            for (DataSourcePayload payload = cursor.next(); payload != null; payload = cursor.next()) {
                for (int row = 0; row < payload.data().rowCount(); row++) {
                    ids.add(payload.data().value(row, 0));
                }
                states.add(payload.state());
            }
        }
        return ids;
    }

    @Test
    void aRestartBehindAGroupGoesOnWithTheNextRecordThoughTheGroupsBetweenAreEmpty() throws IOException {
        ids("a.parquet", 30, 10).footer("a.parquet", footer -> {
            List<RowGroup> groups = footer.getRow_groups();
            RowGroup empty = empty(groups.get(0));
            footer.setRow_groups(List.of(empty, groups.get(0), empty, groups.get(1), empty, groups.get(2), empty));
        });
        IDataSource source = new ParquetFolder(temp).source();
        source.connect(new MemorySourceState());
        IDataSourceStream stream = source.streams().get(0);
        List<StreamState> states = new ArrayList<>();
        List<Object> all = read(stream, StreamState.EMPTY, states);
        assertThat(all).isEqualTo(LongStream.range(0, 30).boxed().toList());
        for (int i = 0; i < states.size(); i++) {
            assertThat(read(stream, states.get(i), new ArrayList<>()))
                    .isEqualTo(all.subList(Math.min(10 * (i + 1), 30), 30));
        }
    }

    @Test
    void aFileWhoseGroupsDoNotStandInTheirOrderIsRefused() throws IOException {
        for (List<Integer> order : List.of(List.of(1, 0), List.of(0, 0))) {
            ids("a.parquet", 20, 10)
                    .footer(
                            "a.parquet",
                            footer -> footer.setRow_groups(order.stream()
                                    .map(footer.getRow_groups()::get)
                                    .toList()));
            assertThatExceptionOfType(HeadgateException.class)
                    .isThrownBy(() -> WholeReading.of(new ParquetFolder(temp).source()))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(FileErrorCode.BAD_FILE))
                    .withMessageContaining("a.parquet has a row group that begins at byte")
                    .withMessageContaining("move it out of the source's files");
        }
    }

    @Test
    void theFirstIncrementalRunLeavesOutAFileThatIsBeingWritten() throws IOException {
        ParquetFolder folder = new ParquetFolder(temp).with("incremental", true);
        for (String name : List.of("a.parquet", "b.parquet")) {
            folder.file(name, ID, 3, 9, (group, i) -> group.add("id", (long) i));
        }
        BeingWritten.isLeftUntilWhole(temp.resolve("b.parquet"), folder::source, "trips", 3);
    }
}
