package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An Excel workbook that is much larger than the heap that it passes through. Customers are shared texts, as Excel saves all texts;
 * comments stand in their cells and do not repeat, so that the workbook stays large.
 */
final class LargeWorkbook {

    private static final long FIRST_DAY = 20_000;
    private static final long EXCEL_EPOCH = 25_569;
    private static final int MAX_ROWS = 1_048_575;
    private static final int CUSTOMERS = 50_000;

    private final Path folder;
    private final int heapMegabytes;
    private final Lines lines;

    private LargeWorkbook(Path folder, int heapMegabytes, Lines lines) {
        this.folder = folder;
        this.heapMegabytes = heapMegabytes;
        this.lines = lines;
    }

    static LargeWorkbook write(Path folder, int megabytes, int heapMegabytes) throws IOException {
        Path file = Files.createDirectories(folder.resolve("source")).resolve("large.xlsx");
        Lines.Sum sum = new Lines.Sum();
        String kind = "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
            zip.setLevel(Deflater.BEST_SPEED);
            part(zip, "xl/workbook.xml");
            text(zip, "<workbook xmlns:r=\"r\"><sheets><sheet name=\"large\" r:id=\"s\"/></sheets></workbook>");
            part(zip, "xl/_rels/workbook.xml.rels");
            text(
                    zip,
                    "<Relationships><Relationship Id=\"s\" " + kind + "worksheet\" Target=\"sheet.xml\"/>"
                            + "<Relationship Id=\"t\" " + kind
                            + "styles\" Target=\"styles.xml\"/><Relationship Id=\"u\" "
                            + kind + "sharedStrings\" Target=\"strings.xml\"/></Relationships>");
            part(zip, "xl/styles.xml");
            text(zip, "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
            part(zip, "xl/strings.xml");
            text(zip, customers());
            part(zip, "xl/sheet.xml");
            text(zip, "<worksheet><sheetData><row>");
            for (String name : "id,customer,day,quantity,comment".split(",")) {
                text(zip, cell(name));
            }
            text(zip, "</row>");
            rows(zip, file, megabytes * 1_000_000L, sum);
            text(zip, "</sheetData></worksheet>");
        }
        return new LargeWorkbook(folder, heapMegabytes, sum.lines());
    }

    private static String customers() {
        StringBuilder texts = new StringBuilder("<sst>");
        for (int customer = 0; customer < CUSTOMERS; customer++) {
            texts.append("<si><t>customer ").append(customer).append("</t></si>");
        }
        return texts.append("</sst>").toString();
    }

    /** Texts in Base64 with a slash: one with underscores would hold by chance what Excel takes for an escaped character. */
    private static void rows(ZipOutputStream zip, Path file, long bytes, Lines.Sum sum) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        byte[] noise = new byte[(int) Math.max(300, bytes / MAX_ROWS + 30)];
        for (int id = 1; id <= MAX_ROWS && (id % 1000 != 0 || Files.size(file) < bytes); id++) {
            random.nextBytes(noise);
            String comment = Base64.getEncoder().encodeToString(noise);
            long day = FIRST_DAY + id % 2000;
            int customer = (int) (id * 7919L % CUSTOMERS);
            text(
                    zip,
                    "<row><c><v>" + id + "</v></c><c t=\"s\"><v>" + customer + "</v></c><c s=\"1\"><v>"
                            + (day + EXCEL_EPOCH) + "</v></c><c><v>" + id % 1000 + "</v></c>" + cell(comment)
                            + "</row>");
            byte[] line = (id + ",customer " + customer + "," + LocalDate.ofEpochDay(day) + "," + id % 1000 + ","
                            + comment + "\n")
                    .getBytes(StandardCharsets.US_ASCII);
            sum.add(line, line.length);
        }
    }

    private static String cell(String text) {
        return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static void part(ZipOutputStream zip, String name) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
    }

    private static void text(ZipOutputStream zip, String text) throws IOException {
        zip.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void landsInAFolder() throws IOException {
        Path target = folder.resolve("landed");
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.large]\nname = \"excel\"\nconfig = { source_path = \"" + folder.resolve("source")
                        + "\" }\n[destinations.there]\nmethod = \"file\"\ntarget = \"" + target
                        + "\"\n[[flows]]\nfrom = \"large\"\nto = \"there\"\n");
        Exit exit = Launch.in(folder)
                .jvm("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .with("HEADGATE_HOME", folder.resolve("headgate-data").toString())
                .run("flow=large");
        assertThat(exit.code()).as(exit.all()).isZero();
        System.out.println(exit.out());
        assertThat(Lines.read(Landing.Folder.files(target.resolve("large"), ".csv")))
                .isEqualTo(lines);
    }
}
