package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the narrowest type that takes every sampled value of a column and gives it back unchanged. Values that are null say
 * nothing; a column of nulls is text.
 */
final class CsvInference {

    private static final int MAX_INTEGER_LENGTH = 18;
    private static final Set<Primitive> CANDIDATES = EnumSet.of(
            Primitive.BOOLEAN,
            Primitive.INT64,
            Primitive.FLOAT64,
            Primitive.DATE,
            Primitive.TIMESTAMP,
            Primitive.TIMESTAMP_TZ,
            Primitive.TIME,
            Primitive.UUID);

    private final CsvFormat format;
    private final List<EnumSet<Primitive>> candidates = new ArrayList<>();
    private final boolean[] seen;
    private final byte[] uuid = new byte[16];

    CsvInference(CsvFormat format, int columns) {
        this.format = format;
        this.seen = new boolean[columns];
        for (int i = 0; i < columns; i++) {
            candidates.add(EnumSet.copyOf(CANDIDATES));
        }
    }

    /** Looks at a record. One that would be rejected whatever the types are is passed over. */
    void add(CsvTokenizer record) {
        if (record.problem != null || record.count != seen.length) {
            return;
        }
        for (int i = 0; i < seen.length; i++) {
            addField(record, i);
        }
    }

    private void addField(CsvTokenizer record, int field) {
        byte[] data = record.data;
        int start = record.starts[field];
        int end = record.ends[field];
        boolean plain = record.kinds[field] == CsvTokenizer.PLAIN || record.kinds[field] == CsvTokenizer.PLAIN_ESCAPED;
        boolean empty = start == end && format.emptyIsNull;
        if (empty || plain && format.isNullText(data, start, end)) {
            return;
        }
        EnumSet<Primitive> left = candidates.get(field);
        seen[field] = true;
        if (record.kinds[field] >= CsvTokenizer.QUOTED_ESCAPED) {
            // No number, date or identifier holds a quote or needs an escape.
            left.clear();
        }
        if (!left.isEmpty()) {
            left.removeIf(type -> !takes(type, data, start, end, uuid));
        }
    }

    /**
     * Whether a text that is not empty is a value of a type, and is given back unchanged.
     *
     * @param uuid 16 bytes to work with
     */
    static boolean takes(Primitive type, byte[] data, int start, int end, byte[] uuid) {
        return switch (type) {
            case BOOLEAN -> CsvTextConverter.parseBoolean(data, start, end, false) >= 0;
            case INT64 ->
                end - start <= MAX_INTEGER_LENGTH + (data[start] == '-' ? 1 : 0)
                        && CsvNumbers.parseLong(data, start, end) != CsvNumbers.NONE
                        && CsvNumbers.isCanonical(data, start, end);
            case FLOAT64 ->
                !Double.isNaN(CsvNumbers.parseExactDouble(data, start, end))
                        && CsvNumbers.isCanonical(data, start, end);
            case DATE -> CsvTimes.parseDate(data, start, end) != CsvTimes.NO_DATE;
            case TIMESTAMP -> CsvTimes.parseTimestamp(data, start, end) != CsvTimes.NO_TIME;
            case TIMESTAMP_TZ -> CsvTimes.parseTimestampTz(data, start, end) != CsvTimes.NO_TIME;
            case TIME -> CsvTimes.parseTime(data, start, end) != CsvTimes.NO_TIME;
            default -> CsvTextConverter.parseUuid(data, start, end, uuid, 0);
        };
    }

    /** The type of a column after everything that was added. */
    DataType type(int column) {
        EnumSet<Primitive> left = candidates.get(column);
        // In the order of the enum an integer comes before the decimal that it is as well.
        return !seen[column] || left.isEmpty()
                ? Primitive.STRING
                : left.iterator().next();
    }
}
