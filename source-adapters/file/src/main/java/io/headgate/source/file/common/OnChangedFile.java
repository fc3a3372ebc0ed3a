package io.headgate.source.file.common;

/** What an incremental source does about a file that was read, and has since become shorter, other, or longer where it may not. */
public enum OnChangedFile {
    /** Ends the run with {@code SOURCE_CHANGED}. */
    ERROR,
    /** Reads the file again from its beginning; its records land again. */
    REREAD,
    /** Leaves the file alone, now and in later runs. */
    IGNORE
}
