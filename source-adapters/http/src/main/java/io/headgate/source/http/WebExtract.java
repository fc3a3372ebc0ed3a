package io.headgate.source.http;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Takes the records out of a page, in one of three ways. One thread. */
final class WebExtract {

    private final WebConfig config;
    private final Map<String, DataType> types;
    private final Map<String, WebField> fields = new LinkedHashMap<>();

    WebExtract(WebConfig config) {
        this.config = config;
        this.types = config.types();
        if (config.records() != null) {
            config.fields().forEach((name, where) -> fields.put(name, Objects.requireNonNull(WebField.parse(where))));
        }
    }

    /** The records of a page in their order. */
    List<WebRecord> records(WebPage page) {
        Document document = page.document();
        if (document == null) {
            return List.of();
        }
        List<WebRecord> records = new ArrayList<>();
        if (config.records() != null) {
            for (Element element : document.select(config.records())) {
                records.add(record(element));
            }
        } else if (config.table() != null) {
            for (Element table : document.select(config.table())) {
                rows(table, records);
            }
        } else {
            WebLinkedData.addTo(records, document, Objects.requireNonNull(config.jsonLd()), config.fields());
        }
        String column = config.urlColumn();
        if (column != null) {
            records.replaceAll(record ->
                    record.problem() == null ? record.with(column, page.uri().toString()) : record);
        }
        return records;
    }

    private WebRecord record(Element element) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        fields.forEach((name, field) -> values.put(name, value(name, field.of(element))));
        return WebRecord.of(values);
    }

    /** Nothing between the tags is a value for text only. */
    private @Nullable String value(String column, @Nullable String text) {
        boolean isText = types.getOrDefault(column, Primitive.STRING) == Primitive.STRING;
        return text == null || isText || !text.isBlank() ? text : null;
    }

    private void rows(Element table, List<WebRecord> records) {
        List<Element> all = new ArrayList<>();
        for (Element row : table.select("tr")) {
            if (row.closest("table") == table) {
                all.add(row);
            }
        }
        if (all.isEmpty()) {
            return;
        }
        List<String> header = names(all.get(0));
        for (Element row : all.subList(1, all.size())) {
            List<Element> cells = cells(row);
            boolean repeatsHeader = row.select("> td").isEmpty() && names(row).equals(header);
            if (!repeatsHeader) {
                records.add(row(header, cells));
            }
        }
    }

    private static List<Element> cells(Element row) {
        return row.select("> td, > th");
    }

    private static List<String> names(Element row) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Element cell : cells(row)) {
            String text = cell.text().strip();
            String name = text.isEmpty() ? "column_" + (names.size() + 1) : text;
            String unique = name;
            for (int i = 2; !taken.add(unique); i++) {
                unique = name + "_" + i;
            }
            names.add(unique);
        }
        return names;
    }

    private WebRecord row(List<String> header, List<Element> cells) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            String name = i < header.size() ? header.get(i) : "column_" + (i + 1);
            values.put(name, value(name, cells.get(i).text()));
        }
        WebRecord record = WebRecord.of(values);
        if (cells.size() == header.size()) {
            return record;
        }
        return new WebRecord(
                record.text(),
                new JsonProblem(
                        cells.size() < header.size() ? "TOO_FEW_FIELDS" : "TOO_MANY_FIELDS",
                        "the row has " + cells.size() + " cells, the header " + header.size()));
    }
}
