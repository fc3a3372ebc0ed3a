package io.headgate.source.file;

import io.headgate.api.error.HeadgateException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first record of a file, where it names the columns. */
final class CsvHeader {

    static final int MAX_FIELDS = 1 << 16;

    private CsvHeader() {}

    /** Names from the tokenizer's current record; a column without a name is called {@code column_N}, counting from 1. */
    static List<String> names(CsvTokenizer record, CsvFormat format, String file) {
        if (record.problem != null || record.count > MAX_FIELDS) {
            String what = record.problem == null ? "it has too many fields" : record.problem.reason();
            throw bad(file, "cannot be read: " + what);
        }
        refuseOtherEncodings(record, format, file);
        List<String> names = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < record.count; i++) {
            String name = name(record, i, format);
            Integer before = seen.put(name, i + 1);
            if (before != null) {
                throw bad(
                        file,
                        "names column '" + name + "' twice, as field " + before + " and " + (i + 1)
                                + ": rename one of them");
            }
            names.add(name);
        }
        return names;
    }

    private static String name(CsvTokenizer record, int field, CsvFormat format) {
        byte[] text = new byte[record.ends[field] - record.starts[field] + CsvText.SLACK];
        int length = record.kinds[field] >= CsvTokenizer.QUOTED_ESCAPED
                ? record.unescape(field, text)
                : record.ends[field] - record.starts[field];
        String name = record.kinds[field] >= CsvTokenizer.QUOTED_ESCAPED
                ? format.text(text, 0, length)
                : format.text(record.data, record.starts[field], record.ends[field]);
        return name.isEmpty() ? generated(field) : name;
    }

    private static void refuseOtherEncodings(CsvTokenizer record, CsvFormat format, String file) {
        byte[] data = record.data;
        int start = record.starts[0];
        int end = record.ends[0];
        boolean utf16 = end - start >= 2 && (data[start] & 0xfe) == 0xfe && (data[start + 1] & 0xfe) == 0xfe;
        if (utf16 && format.plain) {
            throw bad(file, "is UTF-16: set charset = \"UTF-16\"");
        }
        for (int i = 0; i < record.count && format.toUtf8 == null; i++) {
            if (!CsvText.isUtf8(data, record.starts[i], record.ends[i])) {
                throw bad(
                        file,
                        "is no valid " + format.charset.name() + " ('"
                                + CsvText.printable(data, record.starts[i], record.ends[i])
                                + "'): set charset to what the file was written in");
            }
        }
    }

    static String generated(int field) {
        return "column_" + (field + 1);
    }

    static boolean isGenerated(String name, int field) {
        return name.equals(generated(field));
    }

    /** Names as the tokenizer would give them. */
    static byte[][] bytes(CsvFormat format, List<String> names) {
        Charset charset = format.plain ? format.charset : StandardCharsets.UTF_8;
        return names.stream().map(name -> name.getBytes(charset)).toArray(byte[][]::new);
    }

    /** What sets a header apart from the expected one. */
    static String difference(List<String> expected, List<String> found) {
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(found);
        List<String> added = new ArrayList<>(found);
        added.removeAll(expected);
        if (missing.isEmpty() && added.isEmpty()) {
            return "the same columns in another order (" + String.join(", ", found) + " instead of "
                    + String.join(", ", expected) + ")";
        }
        String lacks = missing.isEmpty() ? "" : "lacks " + String.join(", ", missing);
        String has = added.isEmpty() ? "" : "has " + String.join(", ", added) + " in addition";
        return lacks + (lacks.isEmpty() || has.isEmpty() ? "" : " and ") + has;
    }

    private static HeadgateException bad(String file, String what) {
        return new HeadgateException(CsvErrorCode.BAD_HEADER, "the header of " + file + " " + what);
    }
}
