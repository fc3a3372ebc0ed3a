package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Storage;
import io.headgate.destination.jdbc.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;

/** Chooses encoder and checks for a pair of field and column. */
final class PostgresTypes {

    /** 2000-01-01, where PostgreSQL counts from. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;
    /** 4714-11-24 BC, the first day of the Julian calendar. */
    private static final long FIRST_DAY = -2_451_545L + EPOCH_DAYS;

    private static final long LAST_DAY = 2_145_031_948L + EPOCH_DAYS;
    private static final long FIRST_MICRO = FIRST_DAY * 86_400_000_000L;

    private PostgresTypes() {}

    static List<ValueCheck> checks(TargetColumn column) {
        List<ValueCheck> checks = new ArrayList<>(ValueChecks.common(column, true, false));
        Kind kind = column.type().kind();
        if (kind == Kind.DATE) {
            checks.add(new RangeCheck(column, FIRST_DAY, LAST_DAY, 1));
        } else if (kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMP_TZ) {
            // There is no upper end: PostgreSQL's is further away than a long's microseconds since 1970.
            checks.add(new RangeCheck(column, FIRST_MICRO, Long.MAX_VALUE, 1));
        }
        return checks;
    }

    static PostgresEncoder encoder(TargetColumn column) {
        DataType type = column.field().type();
        Kind kind = column.type().kind();
        return switch (kind) {
            case BOOLEAN -> new PostgresEncoder.Bool();
            case INT16 -> integer(type, 2, 0);
            case INT32 -> integer(type, 4, 0);
            case INT64 -> integer(type, 8, 0);
            case FLOAT32 -> new PostgresEncoder.Float4();
            case FLOAT64 -> float8(type);
            case NUMERIC -> numeric(type);
            case BINARY, UUID -> new PostgresEncoder.Raw();
            case DATE -> integer(type, 4, -EPOCH_DAYS);
            case TIME -> integer(type, 8, 0);
            case TIMESTAMP, TIMESTAMP_TZ -> integer(type, 8, -EPOCH_MICROS);
            case TEXT, ENUM, JSON ->
                isText(type) ? new PostgresEncoder.Raw() : new PostgresEncoder.TextForm(type, false);
            case JSONB -> isText(type) ? new PostgresEncoder.Jsonb() : new PostgresEncoder.TextForm(type, true);
            case OTHER -> throw new IllegalStateException(column.type().text() + " holds no " + type.text());
        };
    }

    private static boolean isText(DataType type) {
        return type == Primitive.STRING || type == Primitive.JSON;
    }

    private static PostgresEncoder integer(DataType type, int width, long offset) {
        return type.storage() == Storage.INT
                ? new PostgresEncoder.IntsAsInteger(width, (int) offset)
                : new PostgresEncoder.LongsAsInteger(width, offset);
    }

    private static PostgresEncoder float8(DataType type) {
        return type.storage() == Storage.DOUBLE
                ? new PostgresEncoder.Float8()
                : new PostgresEncoder.Float8OfNumber(type);
    }

    private static PostgresEncoder numeric(DataType type) {
        if (type.storage() == Storage.LONG) {
            return new PostgresEncoder.NumericOfLong(type instanceof DataType.Decimal decimal ? decimal.scale() : 0);
        }
        return new PostgresEncoder.NumericOfNumber(type);
    }
}
