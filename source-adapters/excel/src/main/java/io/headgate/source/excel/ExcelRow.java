package io.headgate.source.excel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of one row, by column. Filled anew for each row. */
final class ExcelRow {

    /** What is in a cell. */
    enum Cell {
        EMPTY,
        NUMBER,
        TEXT,
        /** A shared text, by its index. */
        SHARED,
        BOOLEAN,
        ERROR,
        /** A date as ISO text: rare, but allowed. */
        ISO
    }

    private static final int FIRST_COLUMNS = 32;

    private int number;
    private int width;
    private Cell[] cells = new Cell[FIRST_COLUMNS];
    private @Nullable String[] texts = new String[FIRST_COLUMNS];
    private int[] styles = new int[FIRST_COLUMNS];
    private int[] shared = new int[FIRST_COLUMNS];

    void begin(int rowNumber) {
        number = rowNumber;
        width = 0;
    }

    void set(int column, Cell cell, String text, int style, int sharedIndex) {
        if (column >= cells.length) {
            int length = Math.max(column + 1, cells.length * 2);
            cells = Arrays.copyOf(cells, length);
            texts = Arrays.copyOf(texts, length);
            styles = Arrays.copyOf(styles, length);
            shared = Arrays.copyOf(shared, length);
        }
        while (width <= column) {
            cells[width++] = Cell.EMPTY;
        }
        cells[column] = cell;
        texts[column] = text;
        styles[column] = style;
        shared[column] = sharedIndex;
    }

    /** As Excel counts, from 1. */
    int number() {
        return number;
    }

    /** Columns up to the last cell. */
    int width() {
        return width;
    }

    Cell cell(int column) {
        return column < width ? cells[column] : Cell.EMPTY;
    }

    /** What stands in the cell's element; of a shared text its index. */
    String text(int column) {
        String text = texts[column];
        return text == null ? "" : text;
    }

    int style(int column) {
        return styles[column];
    }

    int shared(int column) {
        return shared[column];
    }

    /** Whether there is anything between two columns, both included. */
    boolean isBlank(int first, int last) {
        for (int column = first; column <= last && column < width; column++) {
            if (cells[column] != Cell.EMPTY) {
                return false;
            }
        }
        return true;
    }
}
