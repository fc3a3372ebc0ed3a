package io.headgate.source.excel;

import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.SourceFile;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the columns of sheets and their types from the first rows. */
final class ExcelInference {

    /** What a column was seen to hold. */
    private enum Seen {
        WHOLE,
        FRACTION,
        DATE,
        TIME,
        TIMESTAMP,
        BOOLEAN,
        TEXT
    }

    private static final long LARGEST_WHOLE = 999_999_999_999_999L;

    private final ExcelConfig config;
    private final Map<String, Set<Seen>> columns = new LinkedHashMap<>();
    private long rows;
    private long bytes;

    ExcelInference(ExcelConfig config) {
        this.config = config;
    }

    /** Looks into a workbook. */
    void add(SourceFile file) {
        try (ExcelBook book = ExcelBook.open(file, config)) {
            book.guarded(() -> {
                try (ExcelSheet sheet = book.sheet()) {
                    sample(file, book, sheet);
                }
                return true;
            });
        }
    }

    private void sample(SourceFile file, ExcelBook book, ExcelSheet sheet) throws IOException {
        ExcelArea area = config.area();
        ExcelText text = new ExcelText(book);
        ExcelHeader header = config.header() ? ExcelHeader.read(file.name(), sheet, book, config) : null;
        if (header != null) {
            header.names().forEach(name -> columns.computeIfAbsent(name, key -> EnumSet.noneOf(Seen.class)));
        }
        int sampled = 0;
        while (sampled < config.sampleRows() && sheet.next() && sheet.row().number() <= area.lastRow()) {
            ExcelRow row = sheet.row();
            if (row.number() < area.firstRow() || row.isBlank(area.firstColumn(), area.lastColumn())) {
                continue;
            }
            sampled++;
            ExcelHeader here = header == null ? generated(area, row) : header;
            for (int i = 0; i < here.columns().length; i++) {
                see(here.names().get(i), row, here.columns()[i], text);
            }
        }
        rows += sampled;
        bytes += sampled < config.sampleRows() ? file.size() : 0;
    }

    private static ExcelHeader generated(ExcelArea area, ExcelRow row) {
        return ExcelHeader.generated(
                area.firstColumn(), Math.max(area.firstColumn(), Math.min(area.lastColumn(), row.width() - 1)));
    }

    private void see(String name, ExcelRow row, int column, ExcelText text) {
        Set<Seen> seen = columns.computeIfAbsent(name, key -> EnumSet.noneOf(Seen.class));
        switch (row.cell(column)) {
            case NUMBER -> seen.add(number(row, column, text));
            case TEXT, SHARED, ISO -> seen.add(Seen.TEXT);
            case BOOLEAN -> seen.add(Seen.BOOLEAN);
            case EMPTY, ERROR -> {
                // says nothing
            }
        }
    }

    private static Seen number(ExcelRow row, int column, ExcelText text) {
        double number;
        try {
            number = Double.parseDouble(row.text(column));
        } catch (NumberFormatException e) {
            return Seen.TEXT;
        }
        boolean whole = number == Math.rint(number);
        return switch (text.kind(row, column)) {
            case NUMBER -> whole && Math.abs(number) <= LARGEST_WHOLE ? Seen.WHOLE : Seen.FRACTION;
            case DATE -> whole ? Seen.DATE : Seen.TIMESTAMP;
            case TIMESTAMP -> Seen.TIMESTAMP;
            case TIME -> number >= 0 && number < 1 ? Seen.TIME : Seen.TIMESTAMP;
        };
    }

    /** About how many bytes of a file a row takes, or 0. */
    double bytesPerRecord() {
        return rows == 0 ? 0 : (double) bytes / rows;
    }

    /**
     * The columns of all files looked into.
     *
     * @param remembered types of the last run; a declaration comes before them
     * @return null if there is none
     */
    @Nullable
    RowSchema schema(Map<String, DataType> remembered) {
        Map<String, DataType> declared = config.types();
        Map<String, DataType> types = new LinkedHashMap<>();
        columns.forEach((name, seen) -> types.put(name, type(seen)));
        remembered.forEach(types::put);
        refuseUnknown(declared.keySet(), types.keySet());
        declared.forEach(types::put);
        List<Field> fields = types.entrySet().stream()
                .map(entry -> Field.of(entry.getKey(), entry.getValue()))
                .toList();
        return fields.isEmpty() ? null : new RowSchema(fields, List.of());
    }

    /** A declaration that no column has is a slip of the pen: it would give a column of nulls, and leave the meant one as it is. */
    private static void refuseUnknown(Set<String> declared, Set<String> found) {
        for (String name : declared) {
            if (!found.isEmpty() && !found.contains(name)) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "columns." + name + ": no sheet that was looked into has this column"
                                + Nearest.suggest(name, found));
            }
        }
    }

    private static DataType type(Set<Seen> seen) {
        if (seen.isEmpty() || seen.contains(Seen.TEXT)) {
            return Primitive.STRING;
        }
        if (seen.size() == 1) {
            return switch (seen.iterator().next()) {
                case WHOLE -> Primitive.INT64;
                case FRACTION -> Primitive.FLOAT64;
                case DATE -> Primitive.DATE;
                case TIME -> Primitive.TIME;
                case TIMESTAMP -> Primitive.TIMESTAMP;
                case BOOLEAN -> Primitive.BOOLEAN;
                case TEXT -> Primitive.STRING;
            };
        }
        if (EnumSet.of(Seen.WHOLE, Seen.FRACTION).containsAll(seen)) {
            return Primitive.FLOAT64;
        }
        return EnumSet.of(Seen.DATE, Seen.TIMESTAMP).containsAll(seen) ? Primitive.TIMESTAMP : Primitive.STRING;
    }
}
