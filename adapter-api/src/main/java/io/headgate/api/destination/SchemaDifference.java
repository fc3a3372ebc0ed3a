package io.headgate.api.destination;

import java.util.ArrayList;
import java.util.List;

/**
 * One column in which a stream and its target differ.
 *
 * @param kind what can be done about it
 * @param column name of the field, or of the column where there is no such field
 * @param source type of the field, for people; empty if there is none
 * @param target type of the column as the target writes it; empty if there is none
 * @param what a few words on the difference: {@code "becomes bigint"}
 */
public record SchemaDifference(Kind kind, String column, String source, String target, String what) {

    /** What can be done about a difference. */
    public enum Kind {
        /** The target has no column for the field. */
        NEW_FIELD,
        /** The column holds some of the field's values only, and can be widened to hold all of them without changing any. */
        WIDER_FIELD,
        /**
         * The column has another type, which holds the values in another form or some of them only; those that it cannot hold are
         * rejected one by one. It is not altered.
         */
        OTHER_TYPE,
        /** The stream has no field for the column, which stays and is null in new rows. */
        NO_FIELD,
        /** The column cannot hold the field's values, or demands one that the stream does not have. */
        UNFIT
    }

    /** The differences as a table: a heading, then a line each, columns under one another. */
    public static List<String> table(List<SchemaDifference> differences) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("column", "source", "target", "what differs"));
        differences.forEach(difference -> rows.add(
                List.of(difference.column(), dash(difference.source()), dash(difference.target()), difference.what())));
        int[] widths = new int[3];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            line.append(cell).append(" ".repeat(widths[i] - cell.length())).append(" | ");
        }
        return line.append(row.get(widths.length)).toString();
    }

    private static String dash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
