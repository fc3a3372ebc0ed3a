package io.headgate.source.excel;

import io.headgate.source.excel.ExcelRow.Cell;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes through the rows of a sheet. Holds one row in memory. One thread. */
final class ExcelSheet implements AutoCloseable {

    private final ExcelXml xml;
    private final int sharedCount;
    private final ExcelRow row = new ExcelRow();
    private int number;

    ExcelSheet(ExcelXml xml, int sharedCount) {
        this.xml = xml;
        this.sharedCount = sharedCount;
    }

    /** The row last read. */
    ExcelRow row() {
        return row;
    }

    /** Goes to the next row that the file has; false at the end. Rows without any cell may be missing. */
    boolean next() throws IOException {
        while (xml.next()) {
            if (xml.isStart("row")) {
                readRow();
                return true;
            }
            if (xml.isEnd("sheetData")) {
                return false;
            }
        }
        return false;
    }

    private void readRow() throws IOException {
        String given = xml.attribute("r");
        int found = given == null ? number + 1 : integer(given, "row");
        if (found <= number || found > ExcelArea.MAX_ROWS) {
            throw new IOException("row " + found + " stands behind row " + number);
        }
        number = found;
        row.begin(found);
        int column = 0;
        while (xml.next() && !xml.isEnd("row")) {
            if (xml.isStart("c")) {
                column = readCell(column) + 1;
            }
        }
    }

    private int readCell(int expected) throws IOException {
        String reference = xml.attribute("r");
        int column = reference == null ? expected : ExcelArea.column(reference);
        if (column < 0 || column >= ExcelArea.MAX_COLUMNS) {
            throw new IOException("cell " + reference + " in row " + number + " is outside of any sheet");
        }
        String type = xml.attribute("t");
        String style = xml.attribute("s");
        String value = null;
        while (xml.next() && !xml.isEnd("c")) {
            if (xml.isStart("v")) {
                value = xml.text();
            } else if (xml.isStart("is")) {
                value = xml.richText("is");
            } else if (xml.isStart()) {
                xml.skip();
            }
        }
        if (value != null) {
            set(column, type == null ? "n" : type, value, style == null ? -1 : integer(style, "style"));
        }
        return column;
    }

    private void set(int column, String type, String value, int style) throws IOException {
        switch (type) {
            case "n" -> setUnlessEmpty(column, Cell.NUMBER, value, style);
            case "s" -> row.set(column, Cell.SHARED, value, style, shared(value));
            case "str" -> row.set(column, Cell.TEXT, ExcelXml.unescape(value), style, -1);
            case "inlineStr" -> row.set(column, Cell.TEXT, value, style, -1);
            case "b" -> setUnlessEmpty(column, Cell.BOOLEAN, value, style);
            case "e" -> row.set(column, Cell.ERROR, value, style, -1);
            case "d" -> setUnlessEmpty(column, Cell.ISO, value, style);
            default -> throw new IOException("a cell in row " + number + " is of the unknown type '" + type + "'");
        }
    }

    private void setUnlessEmpty(int column, Cell cell, String value, int style) {
        if (!value.isBlank()) {
            row.set(column, cell, value.strip(), style, -1);
        }
    }

    private int shared(String value) throws IOException {
        int index = integer(value.strip(), "shared text");
        if (index < 0 || index >= sharedCount) {
            throw new IOException("row " + number + " names the shared text " + index + " of " + sharedCount);
        }
        return index;
    }

    private int integer(@Nullable String text, String what) throws IOException {
        try {
            return Integer.parseInt(String.valueOf(text));
        } catch (NumberFormatException e) {
            throw new IOException(
                    "behind row " + number + " stands the " + what + " '" + text + "', which is no number", e);
        }
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
