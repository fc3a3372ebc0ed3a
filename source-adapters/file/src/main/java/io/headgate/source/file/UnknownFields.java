package io.headgate.source.file;

/** What happens with a field that no sampled record has, as the key {@code unknown_fields} says it. */
enum UnknownFields {
    /** Its record is rejected. */
    REJECT,
    /** The field is left out. */
    IGNORE
}
