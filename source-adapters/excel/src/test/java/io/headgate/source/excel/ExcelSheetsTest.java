package io.headgate.source.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigException;
import io.headgate.api.error.HeadgateException;
import io.headgate.testkit.source.BeingWritten;
import io.headgate.testkit.source.WholeReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which part of a workbook is read, and workbooks that are not what they should be. */
class ExcelSheetsTest {

    @TempDir
    Path temp;

    private ExcelFolder folder() {
        return new ExcelFolder(temp);
    }

    /** A title, a header in row 3, five rows of data with a note beside the first, and a sum. */
    private static void report(Worksheet sheet) {
        sheet.value(0, 0, "Report " + sheet.getName());
        sheet.value(2, 1, "id");
        sheet.value(2, 2, "price");
        for (int i = 0; i < 5; i++) {
            sheet.value(3 + i, 1, i);
            sheet.value(3 + i, 2, i + 0.5);
        }
        sheet.value(3, 4, "a note");
        sheet.value(8, 1, "sum");
    }

    @Test
    void aRangeLeavesOutWhatStandsAroundTheTable() {
        WholeReading reading = folder().with("range", "B3:C8")
                .book("a.xlsx", ExcelSheetsTest::report)
                .read();
        assertThat(reading.schema().names()).containsExactly("id", "price");
        assertThat(reading.records()).hasSize(5).contains(Map.of("id", 4L, "price", 4.5));
        assertThat(reading.rejected()).isEmpty();
    }

    @Test
    void theHeaderMayStandInAnyRowAndWhatNoColumnTakesIsRejectedNotLost() {
        WholeReading reading = folder().with("header_row", 3)
                .with("columns", Map.of("id", "int64"))
                .book("a.xlsx", ExcelSheetsTest::report)
                .read();
        assertThat(reading.records()).hasSize(4);
        assertThat(reading.rejected()).extracting("code").containsExactly("TOO_MANY_FIELDS", "BAD_INT64");
        assertThat(reading.rejected().get(0).reason()).contains("has a value in cell E4");
        assertThat(reading.rejected().get(0).raw()).isEqualTo("{\"id\":0,\"price\":0.5,\"E (rejected)\":\"a note\"}");
    }

    @Test
    void whatStandsBeforeTheFirstNamedColumnIsRejectedUnlessTheRangeLeavesItOut() {
        ExcelFolder folder = folder().book("a.xlsx", sheet -> {
            sheet.value(0, 1, "x");
            sheet.value(0, 2, "y");
            for (int row = 1; row <= 2; row++) {
                sheet.value(row, 1, row);
                sheet.value(row, 2, 10 * row);
            }
            sheet.value(1, 0, "key-1");
            sheet.value(3, 0, "key-3");
        });
        WholeReading reading = folder.read();
        assertThat(reading.records()).containsExactly(Map.of("x", 2L, "y", 20L));
        assertThat(reading.rejected()).extracting("code").containsOnly("TOO_MANY_FIELDS");
        assertThat(reading.rejected())
                .extracting("raw")
                .containsExactly(
                        "{\"x\":1,\"y\":10,\"A (rejected)\":\"key-1\"}",
                        "{\"x\":null,\"y\":null,\"A (rejected)\":\"key-3\"}");
        assertThat(reading.rejected().get(0).reason())
                .contains("has a value in cell A2, before the first named column");
        WholeReading part = folder.with("range", "B:C").read();
        assertThat(part.records()).containsExactly(Map.of("x", 1L, "y", 10L), Map.of("x", 2L, "y", 20L));
        assertThat(part.rejected()).isEmpty();
    }

    @Test
    void sheetsAreChosenByNameOrPosition() {
        for (Object choice : List.of("Data", 2)) {
            ExcelFolder folder =
                    folder().with("sheet", choice).with("range", "3:8").with("header_row", 3);
            assertThat(folder.with("range", "B3:C8")
                            .book("a.xlsx", List.of("Cover", "Data"), ExcelSheetsTest::report)
                            .read()
                            .records())
                    .hasSize(5);
        }
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().with("sheet", "Dta").read())
                .withMessageContaining("has no sheet 'Dta'; did you mean 'Data'?");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().with("sheet", 3).read())
                .withMessageContaining("has no sheet number 3, but 2");
    }

    @Test
    void withoutAHeaderColumnsAreCalledByTheirNumber() {
        WholeReading reading = folder().with("header", false)
                .with("range", "B4:C8")
                .book("a.xlsx", ExcelSheetsTest::report)
                .read();
        assertThat(reading.schema().names()).containsExactly("column_2", "column_3");
        assertThat(reading.records()).hasSize(5);
    }

    @Test
    void aHeaderThatNamesAColumnTwiceIsAnErrorAndAnEmptyNameIsMade() {
        folder().book("a.xlsx", sheet -> {
            sheet.value(0, 0, "a");
            sheet.value(0, 2, "a");
        });
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().read())
                .withMessageContaining("names column 'a' twice in row 1, in A and C");
        WholeReading reading = folder().book("a.xlsx", sheet -> {
                    sheet.value(0, 0, "a");
                    sheet.value(0, 2, "c");
                    sheet.value(1, 1, "x");
                })
                .read();
        assertThat(reading.schema().names()).containsExactly("a", "column_2", "c");
    }

    @Test
    void whatFastexcelWritesIsReadAsFastexcelReadsIt() throws IOException {
        ExcelFolder folder = folder().with("header", false).book("a.xlsx", sheet -> {
            for (int row = 0; row < 500; row++) {
                for (int column = 0; column < 8; column++) {
                    int kind = (row * 7 + column * 3) % 5;
                    if (kind == 0) {
                        sheet.value(row, column, "t" + row * column + " <&>\" ü");
                    } else if (kind == 1) {
                        sheet.value(row, column, row * 1000 - column);
                    } else if (kind == 2) {
                        sheet.inlineString(row, column, "in " + row);
                    }
                }
                sheet.value(row, 8, "end");
            }
        });
        List<List<String>> expected;
        try (ReadableWorkbook book = new ReadableWorkbook(temp.resolve("a.xlsx").toFile())) {
            expected =
                    book.getFirstSheet().read().stream().map(row -> cells(row)).collect(Collectors.toList());
        }
        assertThat(folder.read().records())
                .map(record -> record.values().stream()
                        .map(value -> value == null ? "" : value.toString())
                        .toList())
                .isEqualTo(expected);
    }

    private static List<String> cells(Row row) {
        return java.util.stream.IntStream.range(0, 9)
                .mapToObj(column -> row.getCellText(column))
                .toList();
    }

    @Test
    void anOldBinaryWorkbookIsRefusedInAClearSentence() throws IOException {
        byte[] old = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1, 0, 0};
        Files.write(temp.resolve("a.xls"), old);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().with("file_pattern", "*.xls").read())
                .withMessageContaining("a.xls is a workbook in the old binary form (.xls), or one that is locked")
                .withMessageContaining("save it as .xlsx without a password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,name\n1,no workbook", "PK no zip either"})
    void aFileThatIsNoWorkbookIsAClearError(String content) throws IOException {
        Files.writeString(temp.resolve("a.xlsx"), content);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().read())
                .withMessageContaining("a.xlsx is no Excel workbook that can be read to its end");
    }

    @Test
    void aSmallFileThatBecomesAHugeOneIsStopped() {
        folder().raw(
                        "a.xlsx",
                        "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>v</v></c></row>" + "<row r=\"2\">"
                                + "<c r=\"B2\"/>".repeat(900_000) + "</row>");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().with("max_expansion", 100).read())
                .withMessageContaining("becomes more than 100 times as large as it is on disk: raise max_expansion");
        assertThat(folder().with("max_expansion", 5000).read().records()).isEmpty();
    }

    @Test
    void sharedTextsThatWouldFillTheMemoryAreStopped() {
        folder().raw("a.xlsx", "", "<si><t>" + "x".repeat(500_000) + "</t></si>", "");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().with("max_strings", "100KB").read())
                .withMessageContaining("a.xlsx has shared texts of more than 100KB, which have to be in memory")
                .withMessageContaining("raise max_strings, and the heap (-Xmx) with it");
    }

    @Test
    void aTextLongerThanAnyCellHoldsIsStopped() {
        folder().raw("a.xlsx", "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>" + "x".repeat(3_000_000) + "</v></c></row>");
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().read())
                .withMessageContaining("a.xlsx is no Excel workbook that can be read to its end");
    }

    @Test
    void entitiesAndDocumentTypesAreRefused() throws IOException {
        Path secret = Files.writeString(temp.resolve("secret.txt"), "top secret");
        String sheet = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]><worksheet><sheetData><row r=\"1\">"
                + "<c r=\"A1\" t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>";
        folder().raw("a.xlsx", "");
        Map<String, String> parts = new java.util.LinkedHashMap<>();
        try (var zip = new java.util.zip.ZipFile(temp.resolve("a.xlsx").toFile())) {
            zip.stream().forEach(entry -> {
                try {
                    parts.put(
                            entry.getName(),
                            new String(
                                    zip.getInputStream(entry).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
        parts.put("xl/worksheets/sheet1.xml", sheet);
        folder().zip("a.xlsx", parts);
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(() -> folder().read())
                .withMessageContaining("it has a document type, which no workbook has");
    }

    @ParameterizedTest
    @ValueSource(strings = {"B3", "F3:B9", "B9:F3", "XFE1:XFE2", ":", "B0:C1"})
    void aRangeThatIsNoneIsAMistakeInTheConfiguration(String range) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> folder().with("range", range).source())
                .withMessageStartingWith("range: ");
    }

    @Test
    void aTypeThatNoCellHoldsIsAMistakeInTheConfiguration() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() ->
                        folder().with("columns", Map.of("v", "list<int64>")).source())
                .withMessageContaining("columns.v: a cell holds no list<int64>");
    }

    @Test
    void aDeclaredColumnThatNoSheetHasIsAMistakeAndNotAColumnOfNulls() {
        folder().book("a.xlsx", sheet -> {
            sheet.value(0, 0, "price");
            sheet.value(1, 0, 1);
        });
        assertThatExceptionOfType(HeadgateException.class)
                .isThrownBy(
                        () -> folder().with("columns", Map.of("prize", "int64")).read())
                .withMessageContaining(
                        "columns.prize: no sheet that was looked into has this column; did you mean 'price'?");
    }

    @Test
    void theFirstIncrementalRunLeavesOutAFileThatIsBeingWritten() throws IOException {
        ExcelFolder folder = new ExcelFolder(temp).with("incremental", true);
        for (String name : List.of("a.xlsx", "b.xlsx")) {
            folder.book(name, sheet -> {
                for (int row = 0; row <= 3; row++) {
                    sheet.value(row, 0, row == 0 ? "id" : String.valueOf(row));
                }
            });
        }
        BeingWritten.isLeftUntilWhole(temp.resolve("b.xlsx"), folder::source, "trips", 3);
    }

    @Test
    void folderAndFileBecomeColumns() throws IOException {
        Files.createDirectories(temp.resolve("year=2024"));
        WholeReading reading = folder().with("recursive", true)
                .with("path_columns", Map.of("year", "int32"))
                .with("file_name_column", "file")
                .book("year=2024/a.xlsx", sheet -> {
                    sheet.value(0, 0, "id");
                    sheet.value(1, 0, 5);
                })
                .read();
        assertThat(reading.records()).containsExactly(Map.of("id", 5L, "year", 2024, "file", "year=2024/a.xlsx"));
        assertThat(reading.schema().names()).containsExactly("id", "year", "file");
    }
}
