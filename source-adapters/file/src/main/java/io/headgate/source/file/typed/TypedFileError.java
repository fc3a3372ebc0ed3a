package io.headgate.source.file.typed;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors of a file whose columns do not fit the stream. */
public enum TypedFileError implements ErrorCode {
    /** A column of a file is not one of the stream, or has another type. */
    COLUMN_MISMATCH;

    @Override
    public ErrorOwner owner() {
        return ErrorOwner.DATA;
    }
}
