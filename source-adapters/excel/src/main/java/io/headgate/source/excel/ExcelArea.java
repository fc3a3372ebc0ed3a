package io.headgate.source.excel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a sheet.
 *
 * @param firstColumn counted from 0
 * @param lastColumn included
 * @param firstRow counted from 1, as Excel does
 * @param lastRow included
 */
record ExcelArea(int firstColumn, int lastColumn, int firstRow, int lastRow) {

    /** What a sheet has at most. */
    static final int MAX_COLUMNS = 16_384;

    static final int MAX_ROWS = 1_048_576;

    static final ExcelArea WHOLE = new ExcelArea(0, MAX_COLUMNS - 1, 1, MAX_ROWS);

    private static final Pattern TEXT = Pattern.compile("([A-Za-z]{1,3})?(\\d{1,7})?:([A-Za-z]{1,3})?(\\d{1,7})?");
    private static final int LETTERS = 26;

    /**
     * Reads {@code B3:F100}, {@code B:F}, {@code 3:100} or {@code B3:F}.
     *
     * @throws IllegalArgumentException with a sentence
     */
    static ExcelArea parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip().replace("$", ""));
        if (!matcher.matches() || text.strip().length() < 3) {
            throw new IllegalArgumentException("'" + text + "' is no range such as B3:F100, B:F or 3:100");
        }
        ExcelArea area = new ExcelArea(
                column(matcher.group(1), 0),
                column(matcher.group(3), MAX_COLUMNS - 1),
                row(matcher.group(2), 1),
                row(matcher.group(4), MAX_ROWS));
        boolean ordered = area.firstColumn <= area.lastColumn && area.firstRow <= area.lastRow;
        // A column beyond the last one of a sheet is -1.
        boolean within =
                area.firstColumn >= 0 && area.lastColumn >= 0 && area.lastRow <= MAX_ROWS && area.firstRow >= 1;
        if (!ordered || !within) {
            throw new IllegalArgumentException("'" + text + "' is no range within A1:XFD1048576, its first cell first");
        }
        return area;
    }

    private static int row(@org.jspecify.annotations.Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static int column(@org.jspecify.annotations.Nullable String letters, int otherwise) {
        return letters == null ? otherwise : column(letters);
    }

    /** The column of a cell's name such as {@code AB12}, from 0; -1 if there is none within a sheet. */
    static int column(String cell) {
        int column = 0;
        for (int i = 0; i < cell.length(); i++) {
            int letter = (cell.charAt(i) | 0x20) - 'a';
            if (letter < 0 || letter >= LETTERS) {
                break;
            }
            column = column * LETTERS + letter + 1;
            if (column > MAX_COLUMNS) {
                return -1;
            }
        }
        return column - 1;
    }

    /** {@code A} for 0. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
            letters.insert(0, (char) ('A' + (rest - 1) % LETTERS));
        }
        return letters.toString();
    }
}
