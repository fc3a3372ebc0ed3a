package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowBatchBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sets one column's value from the nodes of its name. One per column and reader; one thread. */
final class XmlColumn {

    private final String name;
    private final DataType type;
    private final ColumnBuilder column;
    private final @Nullable CsvConverter converter;
    private final XmlValues values;
    private int[] nodes = new int[4];
    private int count;

    XmlColumn(RowBatchBuilder batch, int field, boolean declared, String textField, boolean ignoreUnknown) {
        this.name = batch.schema().field(field).name();
        this.type = batch.schema().field(field).type();
        this.column = batch.column(field);
        boolean text = type instanceof Primitive && type != Primitive.JSON || type instanceof DataType.Decimal;
        this.converter = text ? CsvConverter.create((byte[][]) null, batch, field, declared) : null;
        this.values = new XmlValues(name, textField, declared, ignoreUnknown);
    }

    /** Notes a node of the current record. */
    void add(int node) {
        if (count == nodes.length) {
            nodes = Arrays.copyOf(nodes, 2 * count);
        }
        nodes[count++] = node;
    }

    void clear() {
        count = 0;
    }

    /** Sets the value from the nodes that were noted. Null if it was taken. */
    @Nullable
    CsvProblem take(XmlRecord record) {
        if (count == 0) {
            column.setNull();
            return null;
        }
        if (converter == null) {
            return built(record);
        }
        if (count > 1) {
            return XmlProblem.repeated(name);
        }
        int node = nodes[0];
        if (record.nils[node]) {
            column.setNull();
            return null;
        }
        return record.isLeaf(node) ? text(record, record.textOf(node), converter) : XmlProblem.notText(name, type);
    }

    private @Nullable CsvProblem text(XmlRecord record, int node, CsvConverter into) {
        boolean string = type == Primitive.STRING;
        int start = node < 0 ? 0 : string ? record.starts[node] : XmlText.trimmedStart(record, node);
        int end = node < 0 ? 0 : string ? record.ends[node] : XmlText.trimmedEnd(record, node);
        if (start == end && !string) {
            column.setNull();
            return null;
        }
        return into.convert(record.text, start, end) ? null : XmlProblem.misfit(name, type, record.text, start, end);
    }

    private @Nullable CsvProblem built(XmlRecord record) {
        Object value = values.value(record, nodes, count, type);
        if (values.problem != null) {
            return values.problem;
        }
        if (value == null) {
            column.setNull();
        } else if (column instanceof ColumnBuilder.Bytes bytes) {
            byte[] json = value.toString().getBytes(StandardCharsets.UTF_8);
            bytes.set(json, 0, json.length);
        } else {
            ((ColumnBuilder.Objects) column).set(value);
        }
        return null;
    }
}
