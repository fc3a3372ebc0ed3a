package io.headgate.source.file;

/** What values within values become, as the key {@code nested} says it. */
enum Nested {
    /** JSON text. */
    JSON,
    /** Lists and structs. */
    STRUCT
}
