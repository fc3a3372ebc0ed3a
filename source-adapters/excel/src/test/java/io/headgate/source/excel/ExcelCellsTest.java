package io.headgate.source.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.testkit.source.ReadAgain;
import io.headgate.testkit.source.WholeReading;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of cell as it arrives, at its edges. */
class ExcelCellsTest {

    private static final String HEADER = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>v</t></is></c></row>";

    @TempDir
    Path temp;

    private WholeReading one(String cell, @Nullable String type) {
        ExcelFolder folder = new ExcelFolder(temp).raw("a.xlsx", HEADER + "<row r=\"2\">" + cell + "</row>");
        return (type == null ? folder : folder.with("columns", Map.of("v", type))).read();
    }

    private void check(String cell, String expectedType, Object expected) {
        WholeReading reading = one(cell, null);
        assertThat(reading.schema().field(0).type()).as(cell).isEqualTo(DataType.parse(expectedType));
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.records())
                .extracting(record -> record.get("v"))
                .as(cell)
                .containsExactly(expected);
    }

    private void checkAs(String type, String cell, Object expected) {
        WholeReading reading = one(cell, type);
        assertThat(reading.rejected()).isEmpty();
        assertThat(reading.records())
                .extracting(record -> record.get("v"))
                .as(cell)
                .containsExactly(expected);
    }

    private void rejected(String type, String cell, String code, String raw) {
        WholeReading reading = one(cell, type);
        assertThat(reading.records()).isEmpty();
        assertThat(reading.rejected()).singleElement().satisfies(record -> {
            assertThat(record.place()).isEqualTo("a.xlsx:2");
            assertThat(record.code()).isEqualTo(code);
            assertThat(record.reason()).startsWith("field 'v' ");
            assertThat(record.raw()).isEqualTo("{\"v (rejected)\":" + raw + "}");
            assertThat(ReadAgain.of(new ExcelFolder(temp).source(), record))
                    .as("whatever it looks like, nobody has repaired it")
                    .isEqualTo(new ReadAgain(null, record));
        });
    }

    private static String number(String value, int style) {
        return "<c r=\"A2\" s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    private static String text(String value) {
        return "<c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" + value + "</t></is></c>";
    }

    @Test
    void numbersAreWholeOrNotAsTheirValueSays() {
        check(number("42", 0), "int64", 42L);
        check(number("-1.5E3", 0), "int64", -1500L);
        check(number("0.5", 0), "float64", 0.5);
        check(number("1e300", 0), "float64", 1e300);
        check(number("36.5", 5), "float64", 36.5);
    }

    @Test
    void datesAreKnownByTheFormatOfTheirCell() {
        check(number("46053", 1), "date", LocalDate.of(2026, 1, 31));
        check(number("46053.75", 2), "timestamp", LocalDateTime.of(2026, 1, 31, 18, 0));
        check(number("46053.75", 1), "timestamp", LocalDateTime.of(2026, 1, 31, 18, 0));
        check(number("0.999988425925926", 3), "time", LocalTime.of(23, 59, 59));
        check(number("1.5", 4), "float64", 1.5);
        check(number("1", 1), "date", LocalDate.of(1900, 1, 1));
        check(number("59", 1), "date", LocalDate.of(1900, 2, 28));
        check(number("61", 1), "date", LocalDate.of(1900, 3, 1));
        check(number("2958465", 1), "date", LocalDate.of(9999, 12, 31));
    }

    @Test
    void aWorkbookOfTheOldMacCountsFrom1904() {
        WholeReading reading = new ExcelFolder(temp)
                .raw("a.xlsx", "<workbookPr date1904=\"1\"/>", "", HEADER + "<row r=\"2\">" + number("0", 1) + "</row>")
                .read();
        assertThat(reading.records()).containsExactly(Map.of("v", LocalDate.of(1904, 1, 1)));
    }

    @Test
    void theDayThatNeverWasIsRejected() {
        rejected(null, number("60", 1), "BAD_DATE", "\"60.0\"");
    }

    @Test
    void textsKeepEveryCharacterButNotTheReadingsAboveThem() {
        check(text(" ü &amp; 表 "), "string", " ü & 表 ");
        check(text("a_x000D_\nb"), "string", "a\r\nb");
        check(text("_x005F_x000D_"), "string", "_x000D_");
        check(
                "<c r=\"A2\" t=\"inlineStr\"><is><r><t>東</t></r><r><t>京</t></r><rPh><t>トウキョウ</t></rPh></is></c>",
                "string",
                "東京");
        WholeReading shared = new ExcelFolder(temp)
                .raw(
                        "a.xlsx",
                        "",
                        "<si><t>v</t></si><si><r><t>rich </t></r><r><t>text</t></r><rPh><t>x</t></rPh></si>",
                        "<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>")
                .read();
        assertThat(shared.records()).containsExactly(Map.of("v", "rich text"));
    }

    @Test
    void truthAndCachedFormulasKeepTheirValue() {
        check("<c r=\"A2\" t=\"b\"><v>1</v></c>", "boolean", true);
        check("<c r=\"A2\"><f>SUM(B1:B9)</f><v>7</v></c>", "int64", 7L);
        check("<c r=\"A2\" t=\"str\"><f>A1&amp;\"x\"</f><v>vx</v></c>", "string", "vx");
        check("<c r=\"A2\" t=\"d\"><v>2026-01-31</v></c>", "string", "2026-01-31");
    }

    @Test
    void anErrorInACellIsARejectedRecordAlsoInAColumnOfText() {
        rejected(null, "<c r=\"A2\" t=\"e\"><v>#DIV/0!</v></c>", "BAD_CELL", "\"#DIV/0!\"");
        rejected("string", "<c r=\"A2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "BAD_CELL", "\"#DIV/0!\"");
    }

    @ParameterizedTest
    @CsvSource({"0.30000000000000004,0.3", "46053,46053", "1E+20,100000000000000000000", "1.1000000000000001E-2,0.011"})
    void aNumberInAColumnOfTextHasTheDigitsThatExcelShows(String raw, String shown) {
        checkAs("string", number(raw, 0), shown);
    }

    @ParameterizedTest
    @CsvSource({
        "1234567890123456,1234567890123456",
        "1234567890123457,1234567890123457",
        "1.234567890123457E+15,1234567890123457",
        "9007199254740992,9007199254740992",
        "-9007199254740993,-9007199254740993",
        "12345678901234567,12345678901234567",
        "1.2345678901234568E+16,12345678901234568",
        "100000000000000000,100000000000000000",
        "1E+17,100000000000000000",
    })
    void aWholeNumberKeepsEveryDigitAsItMayBeAKey(String raw, String whole) {
        checkAs("string", number(raw, 0), whole);
        checkAs("decimal(18,0)", number(raw, 0), new BigDecimal(whole));
        checkAs("int64", number(raw, 0), Long.valueOf(whole));
    }

    @Test
    void aWholeNumberWhoseLastDigitsNobodyKnowsIsRejectedInAColumnOfNumbers() {
        String cell = number("1.2345678901234567E+18", 0);
        rejected("int64", cell, "BAD_INT64", "\"1234567890123456700\"");
        rejected("decimal(20,0)", cell, "BAD_DECIMAL", "\"1234567890123456700\"");
        rejected("int64", number("9223372036854775808", 0), "BAD_INT64", "\"9223372036854775808\"");
        checkAs("string", cell, "1234567890123456700");
    }

    @Test
    void datesInAColumnOfTextAreIso() {
        checkAs("string", number("46053", 1), "2026-01-31");
        checkAs("string", number("46053.5", 2), "2026-01-31T12:00");
        checkAs("string", number("0.5", 3), "12:00");
        checkAs("string", "<c r=\"A2\" t=\"b\"><v>0</v></c>", "false");
    }

    @Test
    void declaredTypesTakeNumbersAndTextsThatAreWrittenAsSuch() {
        checkAs("decimal(12,2)", number("0.30000000000000004", 0), new BigDecimal("0.30"));
        checkAs("decimal(20,0)", text("12345678901234567890"), new BigDecimal("12345678901234567890"));
        checkAs("int64", text(" 12 "), 12L);
        checkAs("float64", text("1.5"), 1.5);
        checkAs("boolean", text("TRUE"), true);
        checkAs("date", text("2026-01-31"), LocalDate.of(2026, 1, 31));
        checkAs("timestamp", text("2026-01-31 12:00:01"), LocalDateTime.of(2026, 1, 31, 12, 0, 1));
        checkAs("time", text("23:59"), LocalTime.of(23, 59));
        checkAs("int32", number("7", 0), 7);
        checkAs("date", number("46053", 0), LocalDate.of(2026, 1, 31));
    }

    @Test
    void whatDoesNotFitItsTypeIsRejectedAndNeverRounded() {
        rejected("int64", number("1.5", 0), "BAD_INT64", "\"1.5\"");
        rejected("int32", number("3000000000", 0), "BAD_INT32", "\"3000000000\"");
        rejected("decimal(4,1)", number("1.25", 0), "BAD_DECIMAL", "\"1.25\"");
        rejected("decimal(4,1)", number("12345", 0), "BAD_DECIMAL", "\"12345\"");
        rejected("float64", text("1f"), "BAD_FLOAT64", "\"1f\"");
        rejected("date", number("46053.5", 1), "BAD_DATE", "\"2026-01-31T12:00\"");
        rejected("boolean", number("1", 0), "BAD_BOOLEAN", "\"1\"");
        rejected("uuid", text("x"), "BAD_UUID", "\"x\"");
    }

    @Test
    void aNumberTooLargeForItsTypeIsRejectedAndNoInfinity() {
        rejected("float32", number("1E300", 0), "BAD_FLOAT32", "\"1E+300\"");
        rejected("float32", text("-1e39"), "BAD_FLOAT32", "\"-1e39\"");
        rejected("float64", number("1E999", 0), "BAD_FLOAT64", "\"1E+999\"");
        rejected("float64", text("1e999"), "BAD_FLOAT64", "\"1e999\"");
        checkAs("float32", number("1E38", 0), 1E38f);
        checkAs("float64", number("1E308", 0), 1E308);
    }

    @Test
    void emptyRowsAreNoRecordsAndTextInAColumnOfNumbersMakesItText() {
        WholeReading reading = new ExcelFolder(temp)
                .raw(
                        "a.xlsx",
                        HEADER + "<row r=\"3\">" + number("1", 0).replace("A2", "A3") + "</row><row r=\"4\"/>"
                                + "<row r=\"9\">" + text("x").replace("A2", "A9") + "</row>")
                .read();
        assertThat(reading.records()).isEqualTo(List.of(Map.of("v", "1"), Map.of("v", "x")));
    }
}
