package io.headgate.source.file;

import io.headgate.api.data.ColumnBuilder;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.source.RejectedRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts the records of a tokenizer into the columns of a batch, or into rejected records. One thread. */
final class CsvRecordReader {

    static final String INVALID_TEXT = "INVALID_TEXT";

    private static final int SHOWN_OF_VALUE = 60;

    private final CsvFormat format;
    private final RowSchema schema;
    private final RowBatchBuilder batch;
    private final CsvConverter[] converters;
    private final ColumnBuilder[] columns;
    private final byte[][] names;
    private final boolean nullTexts;
    private byte[] scratch = new byte[256];

    CsvRecordReader(CsvFormat format, RowBatchBuilder batch, Set<String> declared) {
        this.format = format;
        this.batch = batch;
        this.schema = batch.schema();
        this.converters = new CsvConverter[schema.size()];
        this.columns = new ColumnBuilder[schema.size()];
        this.names = CsvHeader.bytes(format, schema.names());
        this.nullTexts = format.nullTexts.length > 0;
        for (int i = 0; i < converters.length; i++) {
            converters[i] = CsvConverter.create(
                    format, batch, i, declared.contains(schema.field(i).name()));
            columns[i] = batch.column(i);
        }
    }

    /**
     * Takes the tokenizer's current record.
     *
     * @param rejected where it goes if it does not fit
     * @return the length of the text that went to {@code rejected}, or 0
     */
    long take(CsvTokenizer record, String file, List<RejectedRecord> rejected) {
        CsvProblem problem = convert(record);
        if (problem == null) {
            batch.position(record.line);
            batch.endRow();
            return 0;
        }
        batch.discardRow();
        String raw = record.raw();
        rejected.add(new RejectedRecord(file + ":" + record.line, problem.code(), problem.reason(), raw));
        return 2L * raw.length();
    }

    private @Nullable CsvProblem convert(CsvTokenizer record) {
        if (record.problem != null) {
            return record.problem;
        }
        int fields = converters.length;
        if (record.count != fields) {
            return CsvProblem.fieldCount(record.count, fields);
        }
        if (format.header && isHeader(record)) {
            return new CsvProblem(
                    "REPEATED_HEADER", "the record repeats the header: files were joined with their headers");
        }
        for (int i = 0; i < fields; i++) {
            if (!convertField(record, i)) {
                return misfit(record, i);
            }
        }
        return null;
    }

    private boolean convertField(CsvTokenizer record, int field) {
        byte[] data = record.data;
        int start = record.starts[field];
        int end = record.ends[field];
        byte kind = record.kinds[field];
        if (start == end && format.emptyIsNull && (kind == CsvTokenizer.PLAIN || !converters[field].takesEmpty())) {
            columns[field].setNull();
            return true;
        }
        if (kind == CsvTokenizer.PLAIN || kind == CsvTokenizer.PLAIN_ESCAPED) {
            if (nullTexts && format.isNullText(data, start, end)) {
                columns[field].setNull();
                return true;
            }
        }
        if (kind >= CsvTokenizer.QUOTED_ESCAPED) {
            data = scratch(end - start);
            end = record.unescape(field, data);
            start = 0;
        }
        return converters[field].convert(data, start, end);
    }

    private byte[] scratch(int length) {
        if (scratch.length < length + CsvText.SLACK) {
            scratch = new byte[length + length / 2 + CsvText.SLACK];
        }
        return scratch;
    }

    boolean isHeader(CsvTokenizer record) {
        for (int i = 0; i < names.length; i++) {
            if (!isName(record, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isName(CsvTokenizer record, int field) {
        byte[] name = names[field];
        int start = record.starts[field];
        int end = record.ends[field];
        if (record.kinds[field] >= CsvTokenizer.QUOTED_ESCAPED && end - start > name.length) {
            byte[] text = scratch(end - start);
            return Arrays.equals(text, 0, record.unescape(field, text), name, 0, name.length);
        }
        return Arrays.equals(record.data, start, end, name, 0, name.length)
                || start == end && CsvHeader.isGenerated(schema.field(field).name(), field);
    }

    private CsvProblem misfit(CsvTokenizer record, int field) {
        CsvConverter converter = converters[field];
        String name = schema.field(field).name();
        byte[] value = record.data;
        int start = record.starts[field];
        int end = record.ends[field];
        if (record.kinds[field] >= CsvTokenizer.QUOTED_ESCAPED) {
            value = new byte[end - start];
            end = record.unescape(field, value);
            start = 0;
        }
        String shown = shorten(
                format.toUtf8 == null
                        ? CsvText.printable(value, start, end)
                        : CsvText.printable(value, start, end, format.toUtf8));
        if (converter.code().equals(INVALID_TEXT)) {
            return new CsvProblem(
                    INVALID_TEXT,
                    "column '" + name + "': '" + shown + "' is no valid " + format.charset.name()
                            + "; set charset to what the file was written in");
        }
        return new CsvProblem(
                converter.code(),
                "column '" + name + "': '" + shown + "' is no " + converter.expected()
                        + "; declare the column's type, for instance columns = { \"" + name + "\" = \"string\" }");
    }

    private static String shorten(String value) {
        return value.length() <= SHOWN_OF_VALUE ? value : value.substring(0, SHOWN_OF_VALUE) + "…";
    }
}
