package io.headgate.api.data;

/** How a column keeps its values, and so which {@link Column} and which {@link ColumnBuilder} belong to a type. */
public enum Storage {
    /** {@code int[]}: BOOLEAN (0 or 1), INT32, DATE (days since 1970-01-01). */
    INT,
    /**
     * {@code long[]}: INT64, TIME (microseconds of the day), TIMESTAMP (microseconds since 1970-01-01T00:00 on the wall clock),
     * TIMESTAMP_TZ (microseconds since 1970-01-01T00:00Z), DECIMAL up to 18 digits (unscaled value at the type's scale).
     */
    LONG,
    /** {@code double[]}: FLOAT32, FLOAT64. */
    DOUBLE,
    /** Slices of one {@code byte[]}: STRING and JSON (UTF-8), BINARY, UUID (16 bytes, most significant first). */
    BYTES,
    /**
     * {@code Object[]}: DECIMAL above 18 digits ({@link java.math.BigDecimal} at the type's scale), LIST ({@link java.util.List}),
     * STRUCT and MAP ({@link java.util.Map}).
     */
    OBJECT
}
