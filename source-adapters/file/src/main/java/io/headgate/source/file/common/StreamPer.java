package io.headgate.source.file.common;

/** What makes a stream. */
public enum StreamPer {
    /** All files together, by the source's id. */
    SOURCE,
    /** Each file, by its name. */
    FILE
}
