package io.headgate.source.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a range of keys into parts of the same number of records by walking along the index in steps, each a statement of its own:
 * works for keys of any type and however the values are spread.
 */
final class KeySteps {

    private static final int MOST_MARKS = 512;
    private static final long LARGEST_STEP = 500_000;

    private KeySteps() {}

    /**
     * @param smallest about how many records a part has at least
     * @return keys that end each part but the last
     */
    static List<List<String>> cuts(
            SourceAccess access,
            SourceTable table,
            List<SourceColumn> order,
            KeyRange range,
            int parts,
            long smallest) {
        List<List<String>> marks = new ArrayList<>();
        long step = Math.max(1, Math.min(LARGEST_STEP, smallest / 2));
        try (PageSession session = access.open()) {
            KeyRange rest = range;
            while (true) {
                List<List<String>> found =
                        access.texts(session, order, KeysetSql.step(access.dialect(), table, order, rest, step - 1));
                if (found.isEmpty()) {
                    break;
                }
                marks.add(found.get(0));
                rest = new KeyRange(KeyBound.after(found.get(0)), range.to());
                if (marks.size() == MOST_MARKS && step * 2 <= LARGEST_STEP) {
                    marks = everySecond(marks);
                    step *= 2;
                }
            }
        }
        return quantiles(marks, parts);
    }

    private static List<List<String>> everySecond(List<List<String>> marks) {
        List<List<String>> kept = new ArrayList<>();
        for (int i = 1; i < marks.size(); i += 2) {
            kept.add(marks.get(i));
        }
        return kept;
    }

    /** Of keys that stand at equal distances, those that cut the whole into equal parts. */
    static List<List<String>> quantiles(List<List<String>> marks, int parts) {
        List<List<String>> cuts = new ArrayList<>();
        int distances = marks.size() + 1;
        int affordable = Math.min(parts, Math.max(1, distances / 2));
        for (int part = 1; part < affordable; part++) {
            List<String> cut = marks.get((int) ((long) distances * part / affordable) - 1);
            if (cuts.isEmpty() || !cuts.get(cuts.size() - 1).equals(cut)) {
                cuts.add(cut);
            }
        }
        return cuts;
    }
}
