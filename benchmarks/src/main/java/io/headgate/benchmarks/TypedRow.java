package io.headgate.benchmarks;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Goes through the rows of a CSV file of the harness for formats that have types. */
final class TypedRow {

    /** The kinds of columns that the harness has. */
    enum Kind {
        LONG,
        DECIMAL,
        DOUBLE,
        BOOLEAN,
        DATE,
        TIMESTAMP,
        TEXT
    }

    /** Takes one row. */
    interface Taker {
        void take(TypedRow row) throws IOException;
    }

    static final int DECIMAL_PRECISION = 12;
    static final int DECIMAL_SCALE = 2;

    private final List<String> columns;
    private CsvRecord record;

    private TypedRow(List<String> columns, CsvRecord record) {
        this.columns = columns;
        this.record = record;
    }

    static void forEach(DataFile data, Taker taker) throws IOException {
        TypedRow row = null;
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(data.path())) {
            for (CsvRecord each : records) {
                if (row == null) {
                    row = new TypedRow(data.shape().columns(), each);
                } else {
                    row.record = each;
                    taker.take(row);
                }
            }
        }
    }

    static String name(RowShape shape, int column) {
        return shape.columns().get(column).split(" ")[0];
    }

    static Kind kind(RowShape shape, int column) {
        return kind(shape.columns().get(column).split(" ")[1]);
    }

    private static Kind kind(String type) {
        if (type.startsWith("numeric")) {
            return Kind.DECIMAL;
        }
        return switch (type) {
            case "bigint" -> Kind.LONG;
            case "double" -> Kind.DOUBLE;
            case "boolean" -> Kind.BOOLEAN;
            case "date" -> Kind.DATE;
            case "timestamp" -> Kind.TIMESTAMP;
            default -> Kind.TEXT;
        };
    }

    int size() {
        return columns.size();
    }

    Kind kind(int column) {
        return kind(columns.get(column).split(" ")[1]);
    }

    boolean isNull(int column) {
        return record.getField(column).isEmpty();
    }

    String text(int column) {
        return record.getField(column);
    }

    /** Of a LONG the number, of a DECIMAL the unscaled one, of a DATE the days and of a TIMESTAMP the microseconds since 1970. */
    long number(int column) {
        String text = text(column);
        return switch (kind(column)) {
            case LONG -> Long.parseLong(text);
            case DECIMAL ->
                new BigDecimal(text).setScale(DECIMAL_SCALE).unscaledValue().longValueExact();
            case DATE -> LocalDate.parse(text).toEpochDay();
            case TIMESTAMP -> {
                LocalDateTime time = LocalDateTime.parse(text);
                yield time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
            }
            default -> throw new BenchmarkException("no number: " + text);
        };
    }

    double fraction(int column) {
        return Double.parseDouble(text(column));
    }

    boolean truth(int column) {
        return Boolean.parseBoolean(text(column));
    }
}
