package io.headgate.transform;

import com.google.re2j.Pattern;
import io.headgate.api.data.Column;
import io.headgate.transform.PlannedRule.Check;
import io.headgate.transform.RuleOptions.LengthOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The checks of single columns. Null satisfies all but the first. */
final class RowChecks {

    private RowChecks() {}

    static Check notNull(int field) {
        return (batch, row) -> !batch.column(field).isNull(row);
    }

    /** The whole text matches. Takes time in proportion to the text, whatever the pattern. */
    static Check pattern(int field, Pattern pattern) {
        return (batch, row) -> {
            Column.Bytes text = batch.bytes(field);
            int start = text.start(row);
            return text.isNull(row)
                    || pattern.matches(Arrays.copyOfRange(text.data(), start, start + text.length(row)));
        };
    }

    static Check in(int field, Set<Object> allowed) {
        return (batch, row) -> batch.column(field).isNull(row) || allowed.contains(batch.value(row, field));
    }

    static Check length(int field, LengthOptions length, boolean text) {
        int least = length.min() == null ? 0 : length.min();
        int most = length.max() == null ? Integer.MAX_VALUE : length.max();
        return (batch, row) -> {
            Column column = batch.column(field);
            if (column.isNull(row)) {
                return true;
            }
            int found = length(column, row, text);
            return found >= least && found <= most;
        };
    }

    private static int length(Column column, int row, boolean text) {
        if (column instanceof Column.Bytes bytes) {
            return text ? characters(bytes, row) : bytes.length(row);
        }
        Object value = ((Column.Objects) column).get(row);
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) Objects.requireNonNull(value)).size();
    }

    /** Code points, counted by the bytes that do not continue one. */
    private static int characters(Column.Bytes text, int row) {
        int end = text.start(row) + text.length(row);
        int count = 0;
        for (int i = text.start(row); i < end; i++) {
            count += (text.data()[i] & 0xC0) != 0x80 ? 1 : 0;
        }
        return count;
    }
}
