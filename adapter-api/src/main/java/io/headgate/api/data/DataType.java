package io.headgate.api.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The type of a field. Its text form, which {@link #parse} reads, is what configuration files and documents use: {@code int64},
 * {@code decimal(12,2)}, {@code list<string>}, {@code struct<a:int64,b:date not null>}, {@code map<string,int32>}. A name within a
 * struct that has other characters than letters, digits and underscores stands in double quotes, a quote within it twice.
 */
public sealed interface DataType {

    /** How a column of this type keeps its values. */
    Storage storage();

    /** The text form. */
    String text();

    /** Types without parameters. */
    enum Primitive implements DataType {
        BOOLEAN(Storage.INT),
        INT32(Storage.INT),
        INT64(Storage.LONG),
        FLOAT32(Storage.DOUBLE),
        FLOAT64(Storage.DOUBLE),
        STRING(Storage.BYTES),
        BINARY(Storage.BYTES),
        DATE(Storage.INT),
        TIME(Storage.LONG),
        TIMESTAMP(Storage.LONG),
        TIMESTAMP_TZ(Storage.LONG),
        UUID(Storage.BYTES),
        JSON(Storage.BYTES);

        private final Storage storage;

        Primitive(Storage storage) {
            this.storage = storage;
        }

        @Override
        public Storage storage() {
            return storage;
        }

        @Override
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A decimal number of fixed scale.
     *
     * @param precision digits in all, 1 to 1000
     * @param scale digits after the point, 0 to precision
     */
    record Decimal(int precision, int scale) implements DataType {

        /** Up to this many digits a column keeps unscaled longs. */
        public static final int MAX_LONG_PRECISION = 18;

        public Decimal {
            if (precision < 1 || precision > 1000 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("a decimal has 1 to 1000 digits and a scale from 0 to that, not ("
                        + precision + "," + scale + ")");
            }
        }

        @Override
        public Storage storage() {
            return precision <= MAX_LONG_PRECISION ? Storage.LONG : Storage.OBJECT;
        }

        @Override
        public String text() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** A sequence of values of one type. */
    record ListOf(DataType element) implements DataType {
        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String text() {
            return "list<" + element.text() + ">";
        }
    }

    /** A record within a record. */
    record Struct(List<Field> fields) implements DataType {
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String text() {
            return fields.stream().map(Struct::text).collect(Collectors.joining(",", "struct<", ">"));
        }

        private static String text(Field field) {
            boolean plain = field.name().chars().allMatch(DataTypeParser::isWordPart);
            String name = plain ? field.name() : '"' + field.name().replace("\"", "\"\"") + '"';
            return name + ":" + field.type().text() + (field.nullable() ? "" : " not null");
        }
    }

    /** Values by key. */
    record MapOf(DataType key, DataType value) implements DataType {
        @Override
        public Storage storage() {
            return Storage.OBJECT;
        }

        @Override
        public String text() {
            return "map<" + key.text() + "," + value.text() + ">";
        }
    }

    /**
     * Reads the text form, in any case and with spaces.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    static DataType parse(String text) {
        return new DataTypeParser(text).parse();
    }
}
