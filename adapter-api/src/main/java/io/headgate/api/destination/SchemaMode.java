package io.headgate.api.destination;

/**
 * What becomes of a target whose columns differ from the fields of the stream. None of the modes makes anything less of the target:
 * a column that the stream does not have stays, and is null in the rows of the run (or has the value that the target itself gives
 * it).
 */
public enum SchemaMode {
    /** {@link IDataDestination#prepare} adds columns that are missing and widens types where no value can change. */
    EVOLVE,
    /** Any difference fails the stream before a record moves. */
    STRICT,
    /** Fields that the target has no column for are left out. */
    DISCARD_COLUMNS,
    /** A record with a value in a field that the target has no column for is rejected; the others land without that field. */
    DISCARD_ROWS;

    /** Whether {@link IDataDestination#prepare} may change a target that exists. */
    public boolean mayAlter() {
        return this == EVOLVE;
    }
}
