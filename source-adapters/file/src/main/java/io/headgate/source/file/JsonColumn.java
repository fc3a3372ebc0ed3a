package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowBatchBuilder;
import org.jspecify.annotations.Nullable;

/** Sets one column's value from the bytes of a JSON value. One per column and reader; one thread. */
final class JsonColumn {

    private final String name;
    private final DataType type;
    private final boolean declared;
    private final ColumnBuilder column;
    private final @Nullable CsvConverter converter;
    private final @Nullable JsonNested nested;
    private byte[] scratch = new byte[64];

    /**
     * @param declared whether the user chose the type: then texts are taken for numbers, and the other way round, as far as they can
     * @param ignoreUnknown whether fields of a struct that it does not have are left out
     */
    JsonColumn(RowBatchBuilder batch, int field, boolean declared, boolean ignoreUnknown) {
        this.name = batch.schema().field(field).name();
        this.type = batch.schema().field(field).type();
        this.declared = declared;
        this.column = batch.column(field);
        boolean scalar = type instanceof Primitive || type instanceof DataType.Decimal;
        this.converter = scalar ? CsvConverter.create((byte[][]) null, batch, field, declared) : null;
        this.nested = scalar ? null : new JsonNested(name, declared, ignoreUnknown);
    }

    /** Passes and takes the value at the scan's place. Null if it was taken. */
    @Nullable
    CsvProblem take(JsonScan json, int recordStart) {
        json.space();
        int start = json.at;
        byte first = start < json.end ? json.data[start] : 0;
        if (nested != null && first != 'n') {
            return nested.take(json, type, (ColumnBuilder.Objects) column, recordStart);
        }
        boolean passed =
                switch (first) {
                    case '"' -> json.string();
                    case '{', '[' -> json.value(0);
                    case 't' -> json.word("true");
                    case 'f' -> json.word("false");
                    case 'n' -> json.word("null");
                    default -> json.number();
                };
        if (!passed) {
            return JsonProblem.badJson(json.at - recordStart);
        }
        if (first == 'n') {
            column.setNull();
            return null;
        }
        return first == '"' && type != Primitive.JSON ? text(json, start) : other(json.data, start, json.at, first);
    }

    private @Nullable CsvProblem text(JsonScan json, int start) {
        boolean natural = type == Primitive.STRING || isTextual(type);
        if (!natural && !declared) {
            return JsonProblem.misfit(name, type, json.data, start, json.at);
        }
        byte[] data = json.data;
        int from = json.tokenStart;
        int to = json.tokenEnd;
        if (json.escaped) {
            data = scratch(to - from);
            to = json.unescape(data);
            from = 0;
            if (to < 0) {
                return JsonProblem.invalidText(name);
            }
        }
        if (convert(data, from, to)) {
            return null;
        }
        return type == Primitive.STRING
                ? JsonProblem.invalidText(name)
                : JsonProblem.misfit(name, type, json.data, start, json.at);
    }

    /** Types whose values JSON has as text only. */
    static boolean isTextual(DataType type) {
        return type instanceof Primitive primitive
                && switch (primitive) {
                    case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, UUID, BINARY -> true;
                    default -> false;
                };
    }

    private byte[] scratch(int length) {
        if (scratch.length < length + CsvText.SLACK) {
            scratch = new byte[length + length / 2 + CsvText.SLACK];
        }
        return scratch;
    }

    /** A number, a word, or a value within the value. */
    private @Nullable CsvProblem other(byte[] data, int start, int end, byte first) {
        boolean number = first == '-' || first >= '0' && first <= '9';
        boolean taken;
        if (type == Primitive.JSON) {
            taken = CsvText.isUtf8(data, start, end);
            if (taken) {
                ((ColumnBuilder.Bytes) column).set(data, start, end - start);
            }
        } else if (type == Primitive.BOOLEAN) {
            taken = (first == 't' || first == 'f' || declared && number) && convert(data, start, end);
        } else if (type == Primitive.STRING) {
            taken = declared && convert(data, start, end);
        } else {
            taken = number && !isTextual(type) && number(data, start, end);
        }
        return taken ? null : JsonProblem.misfit(name, type, data, start, end);
    }

    private boolean number(byte[] data, int start, int end) {
        if (type != Primitive.FLOAT64 || declared) {
            return convert(data, start, end);
        }
        double value = JsonNumbers.parseFaithful(data, start, end);
        if (Double.isNaN(value)) {
            return false;
        }
        ((ColumnBuilder.Doubles) column).set(value);
        return true;
    }

    private boolean convert(byte[] data, int start, int end) {
        return converter != null && converter.convert(data, start, end);
    }
}
