package io.headgate.source.file.common;

import io.headgate.api.error.ErrorCode;
import io.headgate.api.error.ErrorOwner;

/** Errors that every source of files knows. */
public enum FileErrorCode implements ErrorCode {
    /** All files are empty, so that there are no columns. */
    EMPTY_FILE,
    /** A compressed file is cut off or damaged, or holds something else than one file. */
    BAD_ARCHIVE,
    /** A compressed file becomes larger than the configuration allows. */
    EXPANDS_TOO_MUCH,
    /** A file as a whole is none of its format. */
    BAD_FILE,
    /** A file's path does not say what a column takes from it. */
    BAD_PATH;

    @Override
    public ErrorOwner owner() {
        return ErrorOwner.DATA;
    }
}
