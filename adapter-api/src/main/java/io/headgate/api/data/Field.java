package io.headgate.api.data;

/**
 * A named, typed part of a record.
 *
 * @param name as the source has it; any text that is not empty
 * @param type its type
 * @param nullable whether a record may have no value here
 */
public record Field(String name, DataType type, boolean nullable) {

    public Field {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a field has a name");
        }
    }

    /** A nullable field. */
    public static Field of(String name, DataType type) {
        return new Field(name, type, true);
    }

    /** A field that always has a value. */
    public static Field required(String name, DataType type) {
        return new Field(name, type, false);
    }
}
