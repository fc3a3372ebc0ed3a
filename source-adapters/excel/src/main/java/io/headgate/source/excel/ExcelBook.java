package io.headgate.source.excel;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.SourceFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** An open workbook. One thread. */
final class ExcelBook implements AutoCloseable {

    /** Something that reads. */
    interface Action<T> {
        T run() throws IOException;
    }

    /** How the old binary format begins, and also a workbook that is locked by a password. */
    private static final byte[] OLD_HEAD = {
        (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
    };

    private static final String WORKBOOK = "xl/workbook.xml";

    private final SourceFile file;
    private final ExcelConfig config;
    private final ZipFile zip;
    private final String workbook;
    private final Map<String, String> parts = new HashMap<>();
    private final Map<String, String> sheetParts = new HashMap<>();
    private final List<String> sheets = new ArrayList<>();
    private boolean from1904;
    private ExcelStyles styles = ExcelStyles.none();
    private ExcelStrings strings = ExcelStrings.NONE;

    private ExcelBook(SourceFile file, ExcelConfig config, ZipFile zip) throws IOException {
        this.file = file;
        this.config = config;
        this.zip = zip;
        this.workbook = mainPart();
        readRelations();
        readWorkbook();
        String stylesPart = parts.get("styles");
        if (stylesPart != null) {
            try (ExcelXml xml = part(stylesPart)) {
                styles = ExcelStyles.read(xml);
            }
        }
        String stringsPart = parts.get("sharedStrings");
        if (stringsPart != null) {
            try (ExcelXml xml = part(stringsPart)) {
                strings = ExcelStrings.read(xml, config.maxStrings(), ExcelMemory.OF_PROCESS);
            }
        }
    }

    static ExcelBook open(SourceFile file, ExcelConfig config) {
        return guarded(file, config, () -> {
            refuseOld(file);
            ZipFile zip = new ZipFile(file.path().toFile());
            try {
                return new ExcelBook(file, config, zip);
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        });
    }

    private static void refuseOld(SourceFile file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file.path())) {
            head = in.readNBytes(OLD_HEAD.length);
        }
        if (Arrays.equals(head, OLD_HEAD)) {
            throw new HeadgateException(
                    FileErrorCode.BAD_FILE,
                    file.path() + " is a workbook in the old binary form (.xls), or one that is locked by a password:"
                            + " save it as .xlsx without a password");
        }
    }

    private String mainPart() throws IOException {
        if (zip.getEntry("_rels/.rels") != null) {
            try (ExcelXml xml = part("_rels/.rels")) {
                while (xml.next()) {
                    String type = xml.isStart("Relationship") ? xml.attribute("Type") : null;
                    String target = type != null && type.endsWith("/officeDocument") ? xml.attribute("Target") : null;
                    if (target != null) {
                        return resolve("", target);
                    }
                }
            }
        }
        return WORKBOOK;
    }

    private void readRelations() throws IOException {
        if (workbook.endsWith(".bin")) {
            throw new IOException("it is a binary workbook (.xlsb): save it as .xlsx");
        }
        int slash = workbook.lastIndexOf('/') + 1;
        String folder = workbook.substring(0, slash);
        try (ExcelXml xml = part(folder + "_rels/" + workbook.substring(slash) + ".rels")) {
            while (xml.next()) {
                String type = xml.isStart("Relationship") ? xml.attribute("Type") : null;
                String target = xml.isStart() ? xml.attribute("Target") : null;
                String id = xml.isStart() ? xml.attribute("Id") : null;
                if (type != null && target != null && id != null) {
                    parts.put(type.substring(type.lastIndexOf('/') + 1), resolve(folder, target));
                    sheetParts.put(id, resolve(folder, target));
                }
            }
        }
    }

    private void readWorkbook() throws IOException {
        Map<String, String> byId = Map.copyOf(sheetParts);
        sheetParts.clear();
        try (ExcelXml xml = part(workbook)) {
            while (xml.next()) {
                if (xml.isStart("workbookPr")) {
                    String flag = xml.attribute("date1904");
                    from1904 = "1".equals(flag) || "true".equals(flag);
                } else if (xml.isStart("sheet")) {
                    String name = xml.attribute("name");
                    String id = xml.qualified("id");
                    String part = id == null ? null : byId.get(id);
                    if (name != null && part != null) {
                        sheets.add(name);
                        sheetParts.put(name, part);
                    }
                }
            }
        }
    }

    private static String resolve(String folder, String target) {
        return target.startsWith("/") ? target.substring(1) : folder + target;
    }

    boolean from1904() {
        return from1904;
    }

    ExcelStyles styles() {
        return styles;
    }

    ExcelStrings strings() {
        return strings;
    }

    /** Opens the sheet that the configuration names. */
    ExcelSheet sheet() {
        return guarded(() -> {
            String part = sheetParts.get(sheetName());
            return new ExcelSheet(part(part == null ? "" : part), strings.count());
        });
    }

    private String sheetName() {
        Object wanted = config.sheet();
        if (wanted == null || wanted instanceof Number) {
            long index = wanted instanceof Number position ? position.longValue() : 1;
            if (index > sheets.size()) {
                throw noSheet("no sheet number " + index + ", but " + sheets.size());
            }
            return sheets.get((int) index - 1);
        }
        String name = String.valueOf(wanted);
        if (!sheets.contains(name)) {
            throw noSheet("no sheet '" + name + "'" + Nearest.suggest(name, sheets));
        }
        return name;
    }

    private HeadgateException noSheet(String what) {
        return new HeadgateException(CommonErrorCode.NOT_FOUND, file.path() + " has " + what + ": correct sheet");
    }

    private ExcelXml part(String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it has no part " + name);
        }
        return new ExcelXml(new Bounded(zip.getInputStream(entry), file.size() * config.maxExpansion()));
    }

    /** Stops a small file from becoming an endless one. */
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(@Nullable InputStream in, long most) throws IOException {
            super(in == null ? InputStream.nullInputStream() : in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            return count(super.read(), 1);
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            int read = super.read(target, start, length);
            return count(read, read);
        }

        private int count(int result, int bytes) throws IOException {
            left -= result < 0 ? 0 : bytes;
            if (left < 0) {
                throw new Expanded();
            }
            return result;
        }
    }

    /** A part of the workbook is larger than the configuration allows. */
    private static final class Expanded extends IOException {
        private static final long serialVersionUID = 1L;
    }

    <T> T guarded(Action<T> action) {
        return guarded(file, config, action);
    }

    private static <T> T guarded(SourceFile file, ExcelConfig config, Action<T> action) {
        try {
            return action.run();
        } catch (NoSuchFileException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, file.path() + " is gone: put it back so that it can be read", e);
        } catch (Expanded e) {
            throw new HeadgateException(
                    FileErrorCode.EXPANDS_TOO_MUCH,
                    file.path() + " becomes more than " + config.maxExpansion()
                            + " times as large as it is on disk: raise max_expansion if that is right",
                    e);
        } catch (ExcelStrings.TooMuch e) {
            throw new HeadgateException(
                    FileErrorCode.EXPANDS_TOO_MUCH, file.path() + " has shared texts " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HeadgateException(
                    FileErrorCode.BAD_FILE,
                    file.path() + " is no Excel workbook that can be read to its end (" + e.getMessage()
                            + "): restore it, or move it out of the source's files",
                    e);
        }
    }

    @Override
    public void close() {
        strings.release();
        guarded(() -> {
            zip.close();
            return true;
        });
    }
}
