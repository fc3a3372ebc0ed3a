package io.headgate.source.jdbc;

import io.headgate.api.source.RejectedRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that does not fit, as a rejected record: its key as the place, its values as a JSON object of texts. */
final class RawRow {

    private RawRow() {}

    static RejectedRecord rejected(
            SourceTable table, List<SourceColumn> order, int[] orderAt, Page page, Page.Misfit misfit) {
        StringBuilder place = new StringBuilder(table.name()).append('(');
        for (int i = 0; i < orderAt.length; i++) {
            place.append(i == 0 ? "" : ", ")
                    .append(order.get(i).name())
                    .append('=')
                    .append(page.text(orderAt[i]));
        }
        String name = table.columns().get(misfit.column()).name();
        return new RejectedRecord(
                place.append(')').toString(),
                misfit.code(),
                "field '" + name + "' " + misfit.reason(),
                json(table, page));
    }

    private static String json(SourceTable table, Page page) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < table.columns().size(); i++) {
            json.append(i == 0 ? "" : ",");
            string(table.columns().get(i).name(), json);
            json.append(':');
            string(page.text(i), json);
        }
        return json.append('}').toString();
    }

    private static void string(@Nullable String text, StringBuilder json) {
        if (text == null) {
            json.append("null");
            return;
        }
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
