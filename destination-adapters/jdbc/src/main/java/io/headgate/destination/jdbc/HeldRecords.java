package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns rows of a result back into records of the stream's schema, and adds them to a checksum. */
final class HeldRecords {

    private static final int BATCH_ROWS = 1_000;

    private static final Pattern DAY_BEFORE_YEAR_1 = Pattern.compile("(\\d+)-(\\d+)-(\\d+) BC");

    private HeldRecords() {}

    /**
     * @param rows one column per field, in order
     */
    static void add(ResultSet rows, RowSchema schema, RecordChecksum checksum) throws SQLException {
        RowBatchBuilder batch = new RowBatchBuilder(schema, BATCH_ROWS);
        while (rows.next()) {
            for (int i = 0; i < schema.size(); i++) {
                Object value = value(rows, i + 1, schema.field(i).type());
                if (value != null && !rows.wasNull()) {
                    Values.write(batch.column(i), schema.field(i), value);
                }
            }
            batch.endRow();
            if (batch.rowCount() == BATCH_ROWS) {
                checksum.add(batch.build());
            }
        }
        checksum.add(batch.build());
    }

    /** Of nested values only counts that they are there. */
    private static @Nullable Object value(ResultSet rows, int column, DataType type) throws SQLException {
        if (type instanceof DataType.Decimal) {
            return rows.getBigDecimal(column);
        }
        if (!(type instanceof Primitive primitive)) {
            Object nested = type instanceof DataType.ListOf ? List.of() : Map.of();
            return rows.getString(column) == null ? null : nested;
        }
        return switch (primitive) {
            case BOOLEAN -> rows.getBoolean(column);
            case INT32, INT64 -> rows.getLong(column);
            case FLOAT32 -> rows.getFloat(column);
            case FLOAT64 -> rows.getDouble(column);
            case STRING, JSON -> rows.getString(column);
            case BINARY -> rows.getBytes(column);
            case DATE -> date(rows, column);
            case TIME -> rows.getObject(column, LocalTime.class);
            case TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
            case TIMESTAMP_TZ -> rows.getObject(column, OffsetDateTime.class);
            case UUID -> rows.getObject(column, UUID.class);
        };
    }

    /** PostgreSQL's driver fails at leap days before the year 1: it puts the day into the year's counterpart after it. */
    private static @Nullable LocalDate date(ResultSet rows, int column) throws SQLException {
        try {
            return rows.getObject(column, LocalDate.class);
        } catch (DateTimeException e) {
            Matcher text = DAY_BEFORE_YEAR_1.matcher(rows.getString(column));
            if (!text.matches()) {
                throw e;
            }
            return LocalDate.of(
                    1 - Integer.parseInt(text.group(1)),
                    Integer.parseInt(text.group(2)),
                    Integer.parseInt(text.group(3)));
        }
    }
}
