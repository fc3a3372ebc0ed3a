package io.headgate.source.excel;

import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which columns of a sheet are read, and what they are called.
 *
 * @param names of the columns
 * @param columns where each stands in the sheet
 */
record ExcelHeader(List<String> names, int[] columns) {

    private static final String GENERATED = "column_";

    /** Goes to the row that names the columns and reads it. */
    static ExcelHeader read(String file, ExcelSheet sheet, ExcelBook book, ExcelConfig config) throws IOException {
        ExcelArea area = config.area();
        Integer wanted = config.headerRow();
        while (sheet.next()) {
            ExcelRow row = sheet.row();
            boolean due = row.number() >= (wanted == null ? area.firstRow() : wanted);
            if (due && (wanted != null || !row.isBlank(area.firstColumn(), area.lastColumn()))) {
                if (row.number() > (wanted == null ? area.lastRow() : wanted)) {
                    break;
                }
                return of(file, row, book, area);
            }
        }
        throw bad(
                file,
                wanted == null
                        ? "has no row that is not empty, so that its columns have no names: write a header, or choose"
                                + " another sheet or range"
                        : "has no row " + wanted + ": correct header_row");
    }

    private static ExcelHeader of(String file, ExcelRow row, ExcelBook book, ExcelArea area) {
        int first = area.firstColumn();
        int last = Math.min(area.lastColumn(), row.width() - 1);
        while (first <= last && row.cell(first) == ExcelRow.Cell.EMPTY) {
            first++;
        }
        while (last >= first && row.cell(last) == ExcelRow.Cell.EMPTY) {
            last--;
        }
        if (first > last) {
            throw bad(file, "has no name of a column in row " + row.number() + ": correct header_row or range");
        }
        List<String> names = new ArrayList<>();
        int[] columns = new int[last - first + 1];
        Map<String, Integer> seen = new HashMap<>();
        for (int column = first; column <= last; column++) {
            String text = new ExcelText(book).of(row, column).strip();
            String name = text.isEmpty() ? generated(column) : text;
            Integer before = seen.put(name, column);
            if (before != null) {
                throw bad(
                        file,
                        "names column '" + name + "' twice in row " + row.number() + ", in " + ExcelArea.letters(before)
                                + " and " + ExcelArea.letters(column) + ": rename one of them");
            }
            names.add(name);
            columns[column - first] = column;
        }
        return new ExcelHeader(List.copyOf(names), columns);
    }

    /** For a sheet without names. */
    static ExcelHeader generated(int first, int last) {
        List<String> names = new ArrayList<>();
        int[] columns = new int[last - first + 1];
        for (int column = first; column <= last; column++) {
            names.add(generated(column));
            columns[column - first] = column;
        }
        return new ExcelHeader(List.copyOf(names), columns);
    }

    private static String generated(int column) {
        return GENERATED + (column + 1);
    }

    /** The column that a generated name stands for, or -1. */
    static int column(String name) {
        return name.matches(GENERATED + "\\d{1,5}") ? Integer.parseInt(name.substring(GENERATED.length())) - 1 : -1;
    }

    private static HeadgateException bad(String file, String what) {
        return new HeadgateException(ExcelError.BAD_HEADER, file + " " + what);
    }
}
