package io.headgate.source.file;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors of a csv source as a whole; what is wrong with one record is a rejected record instead. */
enum CsvErrorCode implements ErrorCode {
    /** A header cannot be read or names a column twice. */
    BAD_HEADER,
    /** A file has other columns than the first one, or than those declared. */
    HEADER_MISMATCH,
    /** All files are empty, so that there are no columns. */
    EMPTY_FILE;

    @Override
    public ErrorOwner owner() {
        return ErrorOwner.DATA;
    }
}
