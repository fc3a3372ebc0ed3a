package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the sampled elements of one name are: how often they stand in their parents, what is in them, what their texts look like. */
final class XmlShape {

    private static final Set<Primitive> TEXTS = EnumSet.of(
            Primitive.BOOLEAN,
            Primitive.INT64,
            Primitive.FLOAT64,
            Primitive.DATE,
            Primitive.TIME,
            Primitive.TIMESTAMP,
            Primitive.TIMESTAMP_TZ,
            Primitive.UUID);

    private final String textField;
    private final Map<String, XmlShape> fields = new LinkedHashMap<>();
    private final EnumSet<Primitive> texts = EnumSet.copyOf(TEXTS);
    private final byte[] uuid = new byte[16];
    private boolean seen;
    private boolean repeated;

    XmlShape(String textField) {
        this.textField = textField;
    }

    Map<String, XmlShape> fields() {
        return fields;
    }

    /** Takes what is in an element. */
    void addContent(XmlRecord record, int element) {
        Set<String> here = new HashSet<>();
        for (int i = element + 1; i < record.stops[element]; i = record.stops[i]) {
            boolean text = record.kinds[i] == XmlRecord.TEXT;
            if (text && record.isBlank(i)) {
                continue;
            }
            String name = text ? textField : record.names[i];
            XmlShape shape = fields.computeIfAbsent(name, n -> new XmlShape(textField));
            shape.repeated |= !here.add(name);
            shape.add(record, i);
        }
    }

    private void add(XmlRecord record, int node) {
        if (!record.isLeaf(node)) {
            addContent(record, node);
            return;
        }
        int text = record.textOf(node);
        if (text >= 0 && !record.nils[node] && !record.isBlank(text)) {
            seen = true;
            int start = XmlText.trimmedStart(record, text);
            int end = XmlText.trimmedEnd(record, text);
            texts.removeIf(type -> !CsvInference.takes(type, record.text, start, end, uuid));
            if (start != record.starts[text] || end != record.ends[text]) {
                // Blanks around a text are kept only if it stays text.
                texts.clear();
            }
        }
    }

    /**
     * @param nested whether elements with elements, and repeated ones, become structs and lists; if not, they are JSON
     */
    DataType type(boolean nested) {
        DataType one = fields.isEmpty() ? textType() : nested ? struct() : Primitive.JSON;
        return !repeated ? one : nested ? new DataType.ListOf(one) : Primitive.JSON;
    }

    private DataType textType() {
        return !seen || texts.isEmpty() ? Primitive.STRING : texts.iterator().next();
    }

    private DataType struct() {
        List<Field> all = new ArrayList<>();
        fields.forEach((name, shape) -> all.add(Field.of(name, shape.type(true))));
        if (seen && !fields.containsKey(textField)) {
            all.add(Field.of(textField, textType()));
        }
        return new DataType.Struct(all);
    }
}
