package io.headgate.source.file.typed;

import org.jspecify.annotations.Nullable;

/** Told of a value of the current record that no column can hold: the record is then rejected as a whole. */
@FunctionalInterface
public interface ValueProblems {

    /**
     * @param code stable upper-case reason: {@code BAD_TIMESTAMP}
     * @param reason what is wrong with the value, without the field's name, which is added: {@code is finer than a microsecond}
     * @param value as the file has it, for people; null if it cannot be shown
     */
    void reject(String code, String reason, @Nullable Object value);
}
