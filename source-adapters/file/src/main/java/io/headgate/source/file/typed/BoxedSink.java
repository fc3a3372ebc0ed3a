package io.headgate.source.file.typed;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Decimal;
import io.headgate.api.data.DataType.Primitive;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;

/** Makes objects, for values within lists, structs and maps. */
final class BoxedSink extends ValueSink {

    private static final long MICROS = 1_000_000L;

    private final DataType type;
    private final ValueProblems problems;
    private final Consumer<Object> target;

    BoxedSink(DataType type, ValueProblems problems, Consumer<Object> target) {
        this.type = type;
        this.problems = problems;
        this.target = target;
    }

    @Override
    public void setInt(int value) {
        if (type == Primitive.BOOLEAN) {
            target.accept(value != 0);
        } else if (type == Primitive.DATE) {
            target.accept(LocalDate.ofEpochDay(value));
        } else if (type == Primitive.INT32) {
            target.accept(value);
        } else {
            setLong(value);
        }
    }

    @Override
    public void setLong(long value) {
        if (type instanceof Decimal decimal) {
            target.accept(BigDecimal.valueOf(value, decimal.scale()));
        } else if (type == Primitive.TIME) {
            target.accept(LocalTime.ofNanoOfDay(value * 1000));
        } else if (type == Primitive.TIMESTAMP) {
            target.accept(LocalDateTime.ofEpochSecond(
                    Math.floorDiv(value, MICROS), (int) Math.floorMod(value, MICROS) * 1000, ZoneOffset.UTC));
        } else if (type == Primitive.TIMESTAMP_TZ) {
            target.accept(Instant.ofEpochSecond(Math.floorDiv(value, MICROS), Math.floorMod(value, MICROS) * 1000));
        } else {
            target.accept(value);
        }
    }

    @Override
    public void setDouble(double value) {
        target.accept(type == Primitive.FLOAT32 ? (Object) (float) value : (Object) value);
    }

    @Override
    public void setBytes(byte[] source, int start, int length) {
        if (type == Primitive.UUID) {
            ByteBuffer buffer = ByteBuffer.wrap(source, start, length);
            target.accept(new UUID(buffer.getLong(), buffer.getLong()));
        } else if (!isText(type)) {
            target.accept(Arrays.copyOfRange(source, start, start + length));
        } else if (checkText(source, start, length, problems)) {
            target.accept(new String(source, start, length, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void setObject(Object value) {
        target.accept(value);
    }
}
