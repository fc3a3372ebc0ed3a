package io.headgate.destination.jdbc;

/**
 * Type of an existing column.
 *
 * @param kind what it holds
 * @param length most characters of a text; 0 for no limit
 * @param precision digits in all of a NUMERIC, 0 for no limit; digits of a second's fraction of a time
 * @param scale digits after the point of a NUMERIC
 * @param text as the database writes it, for people
 */
record SqlType(Kind kind, int length, int precision, int scale, String text) {

    /** What a column holds, as far as writing differs. */
    enum Kind {
        BOOLEAN,
        INT16,
        INT32,
        INT64,
        FLOAT32,
        FLOAT64,
        NUMERIC,
        TEXT,
        /** One of a list of words. */
        ENUM,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_TZ,
        UUID,
        /** JSON as text. */
        JSON,
        /** PostgreSQL's parsed JSON. */
        JSONB,
        OTHER
    }

    static SqlType of(Kind kind, String text) {
        return new SqlType(kind, 0, 0, 0, text);
    }

    static SqlType text(int length, String text) {
        return new SqlType(Kind.TEXT, length, 0, 0, text);
    }

    static SqlType numeric(int precision, int scale, String text) {
        return new SqlType(Kind.NUMERIC, 0, precision, scale, text);
    }

    static SqlType time(Kind kind, int precision, String text) {
        return new SqlType(kind, 0, precision, 0, text);
    }
}
