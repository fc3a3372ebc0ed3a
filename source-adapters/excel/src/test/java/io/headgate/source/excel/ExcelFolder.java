package io.headgate.source.excel;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.WholeReading;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A folder of workbooks, written by fastexcel or part by part, and the source that reads it. */
final class ExcelFolder {

    /** Styles 0 to 5: general, date, date with time, time, elapsed hours, and a code with a literal in which there is a d. */
    private static final String STYLES =
            """
            <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
            <numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="[h]:mm"/>
            <numFmt numFmtId="166" formatCode="0.0 &quot;d&quot;"/></numFmts>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/>
            <xf numFmtId="166"/></cellXfs></styleSheet>
            """;

    final Path path;
    private final Map<String, Object> config = new LinkedHashMap<>();

    ExcelFolder(Path path) {
        this.path = path;
        config.put("source_path", path.toString());
    }

    ExcelFolder with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    ExcelFolder book(String name, Consumer<Worksheet> fill) {
        return book(name, List.of("Sheet1"), fill);
    }

    /** Written by fastexcel; every sheet is filled alike. */
    ExcelFolder book(String name, List<String> sheets, Consumer<Worksheet> fill) {
        try {
            Path file = path.resolve(name);
            try (OutputStream out = Files.newOutputStream(file);
                    Workbook book = new Workbook(out, "test", "1.0")) {
                for (String sheet : sheets) {
                    fill.accept(book.newWorksheet(sheet));
                }
            }
            return rested(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Written part by part. */
    ExcelFolder raw(String name, String rows) {
        return raw(name, "", "", rows);
    }

    /**
     * @param workbook what stands before the sheets of the workbook
     * @param strings the shared texts
     * @param rows the content of the sheet's data
     */
    ExcelFolder raw(String name, String workbook, String strings, String rows) {
        String main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        String kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"" + kind
                        + "officeDocument\" Target=\"/xl/workbook.xml\"/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook " + main + ">" + workbook
                        + "<sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"" + kind
                        + "worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                        + "<Relationship Id=\"r2\" Type=\"" + kind + "styles\" Target=\"styles.xml\"/>"
                        + "<Relationship Id=\"r3\" Type=\"" + kind
                        + "sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
        parts.put("xl/styles.xml", STYLES);
        parts.put("xl/sharedStrings.xml", "<sst " + main + ">" + strings + "</sst>");
        parts.put(
                "xl/worksheets/sheet1.xml", "<worksheet " + main + "><sheetData>" + rows + "</sheetData></worksheet>");
        return zip(name, parts);
    }

    ExcelFolder zip(String name, Map<String, String> parts) {
        try {
            Path file = path.resolve(name);
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
                for (Map.Entry<String, String> part : parts.entrySet()) {
                    out.putNextEntry(new ZipEntry(part.getKey()));
                    out.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return rested(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExcelFolder rested(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        return this;
    }

    IDataSource source() {
        return new ExcelSourceFactory().create("trips", ConfigBinder.bind(ExcelConfig.class, config));
    }

    WholeReading read() {
        return WholeReading.of(source());
    }
}
