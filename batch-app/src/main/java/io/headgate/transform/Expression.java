package io.headgate.transform;

import dev.cel.common.types.CelType;
import dev.cel.runtime.CelRuntime;
import io.headgate.api.data.RowSchema;

/**
 * A compiled expression. Any thread; evaluated through a {@link CelRow}, which belongs to one.
 *
 * @param text as the user wrote it
 * @param type of its values
 * @param schema whose columns it sees
 */
record Expression(String text, CelType type, CelRuntime.Program program, RowSchema schema) {

    boolean isBoolean() {
        CelType known = type instanceof dev.cel.common.types.NullableType nullable ? nullable.targetType() : type;
        return known.kind() == dev.cel.common.types.CelKind.BOOL;
    }

    CelRow row() {
        return new CelRow(this);
    }
}
