package io.headgate.source.excel;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors of a sheet as a whole; what is wrong with one row is a rejected record instead. */
enum ExcelError implements ErrorCode {
    /** There is no row that names the columns, or it names one twice. */
    BAD_HEADER;

    @Override
    public ErrorOwner owner() {
        return ErrorOwner.DATA;
    }
}
