package io.headgate.source.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a range of keys into ranges of about the same number of records. */
final class KeyRanges {

    private KeyRanges() {}

    /**
     * @param hint how many are wanted
     * @param smallest about how many records a range has at least
     * @param estimated about how many records there are; -1 if not known
     * @return at least one; their union is the range, and none overlaps another
     */
    static List<KeyRange> cut(
            SourceAccess access,
            SourceTable table,
            List<SourceColumn> order,
            KeyRange range,
            int hint,
            int smallest,
            long estimated) {
        int parts = estimated < 0 ? hint : (int) Math.min(hint, Math.max(1, estimated / smallest));
        List<List<String>> cuts = parts < 2 ? List.of() : access.cuts(table, order, range, parts, smallest);
        List<KeyRange> ranges = new ArrayList<>();
        @Nullable KeyBound from = range.from();
        for (List<String> cut : cuts) {
            ranges.add(new KeyRange(from, KeyBound.upTo(cut)));
            from = KeyBound.after(cut);
        }
        ranges.add(new KeyRange(from, range.to()));
        return ranges;
    }
}
