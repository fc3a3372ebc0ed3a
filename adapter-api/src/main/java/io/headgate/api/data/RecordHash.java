package io.headgate.api.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A hash of some fields of a record, the same wherever and whenever it is computed: 32 hexadecimal digits, the first half of a
 * SHA-256 over names and values.
 *
 * <p>The order of the fields does not count, and null counts as absent, so that a field that is added later changes no hash while
 * it is empty. A wider type of the same family (INT64 for INT32, FLOAT64 for FLOAT32, another DECIMAL) does not count either.
 * Nested values are hashed as their text. One thread.
 */
public final class RecordHash {

    private static final int BYTES = 16;

    private final int[] fields;
    private final byte[][] names;
    private final DataType[] types;
    /** Fields of which only counts whether there is a value. */
    private final boolean[] presenceOnly;

    private final MessageDigest digest = sha256();
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 10);

    /**
     * @param tracked names of the fields that count
     */
    public RecordHash(RowSchema schema, List<String> tracked) {
        this(schema, tracked, false);
    }

    /**
     * @param plain of JSON and nested values counts only that there is one: their text is not the same in every place
     */
    RecordHash(RowSchema schema, List<String> tracked, boolean plain) {
        List<String> sorted = tracked.stream().sorted(Comparator.naturalOrder()).toList();
        fields = sorted.stream().mapToInt(schema::indexOf).toArray();
        names = sorted.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        types = Arrays.stream(fields)
                .mapToObj(index -> schema.field(index).type())
                .toArray(DataType[]::new);
        presenceOnly = new boolean[types.length];
        for (int i = 0; i < types.length; i++) {
            presenceOnly[i] = plain && hasManyTexts(types[i]);
        }
    }

    private static boolean hasManyTexts(DataType type) {
        return type == DataType.Primitive.JSON
                || type instanceof DataType.ListOf
                || type instanceof DataType.MapOf
                || type instanceof DataType.Struct;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hashes of all rows of a batch, as texts. */
    public Column.Bytes of(RowBatch batch) {
        int rows = batch.rowCount();
        byte[] data = new byte[rows * 2 * BYTES];
        int[] offsets = new int[rows + 1];
        HexFormat hex = HexFormat.of();
        for (int row = 0; row < rows; row++) {
            byte[] hash = hash(batch, row);
            for (int i = 0; i < BYTES; i++) {
                data[row * 2 * BYTES + 2 * i] = (byte) hex.toHighHexDigit(hash[i]);
                data[row * 2 * BYTES + 2 * i + 1] = (byte) hex.toLowHexDigit(hash[i]);
            }
            offsets[row + 1] = (row + 1) * 2 * BYTES;
        }
        return new Column.Bytes(data, offsets, null);
    }

    byte[] hash(RowBatch batch, int row) {
        buffer.clear();
        for (int i = 0; i < fields.length; i++) {
            Column column = batch.column(fields[i]);
            if (!column.isNull(row)) {
                putBytes(names[i], 0, names[i].length);
                if (!presenceOnly[i]) {
                    putValue(column, types[i], row);
                }
            }
        }
        digest.update(buffer.array(), 0, buffer.position());
        return digest.digest();
    }

    private void putValue(Column column, DataType type, int row) {
        if (type instanceof DataType.Decimal) {
            BigDecimal value = (BigDecimal) Objects.requireNonNull(Values.read(column, type, row));
            putText(value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString());
        } else if (column instanceof Column.Ints ints) {
            putLong(ints.get(row));
        } else if (column instanceof Column.Longs longs) {
            putLong(longs.get(row));
        } else if (column instanceof Column.Doubles doubles) {
            // 0.0 and -0.0 are equal, and not every destination keeps the two apart; adding 0.0 makes one of them.
            putLong(Double.doubleToLongBits(doubles.get(row) + 0.0));
        } else if (column instanceof Column.Bytes bytes) {
            putBytes(bytes.data(), bytes.start(row), bytes.length(row));
        } else {
            putText(String.valueOf(sorted(((Column.Objects) column).get(row))));
        }
    }

    private void putLong(long value) {
        ensure(9);
        buffer.put((byte) 8).putLong(value);
    }

    private void putText(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putBytes(bytes, 0, bytes.length);
    }

    /** With the length in front, so that no two sequences of values have the same bytes. */
    private void putBytes(byte[] bytes, int start, int length) {
        ensure(4 + length);
        buffer.putInt(length).put(bytes, start, length);
    }

    private void ensure(int bytes) {
        if (buffer.remaining() < bytes) {
            int capacity = Math.max(buffer.position() + bytes, 2 * buffer.capacity());
            buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
        }
    }

    /** Entries of maps have no order of their own; bytes have no text of their own. */
    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new TreeMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), sorted(entry)));
            return entries;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RecordHash::sorted).map(String::valueOf).toList();
        }
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value;
    }
}
