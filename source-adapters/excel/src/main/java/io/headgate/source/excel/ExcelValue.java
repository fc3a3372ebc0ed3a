package io.headgate.source.excel;

/** Gives on what is in a cell that is neither empty nor an error. */
@FunctionalInterface
interface ExcelValue {

    void read(ExcelRow row, int column);
}
