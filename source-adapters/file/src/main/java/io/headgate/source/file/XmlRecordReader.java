package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes records apart into the columns of a batch. One thread. */
final class XmlRecordReader {

    private final RowBatchBuilder batch;
    private final XmlConfig config;
    private final boolean ignoreUnknown;
    private final XmlColumn[] columns;
    private final Map<String, XmlColumn> byName = new HashMap<>();

    XmlRecordReader(RowBatchBuilder batch, XmlConfig config, Set<String> declared) {
        this.batch = batch;
        this.config = config;
        this.ignoreUnknown = config.unknownFields() == UnknownFields.IGNORE;
        this.columns = new XmlColumn[batch.schema().size()];
        for (int i = 0; i < columns.length; i++) {
            String name = batch.schema().field(i).name();
            columns[i] = new XmlColumn(batch, i, declared.contains(name), config.textField(), ignoreUnknown);
            byName.put(name, columns[i]);
        }
    }

    /** Adds the record as a row. Null if it was added, else why not. */
    @Nullable
    CsvProblem take(XmlRecord record, int maxText, long position) {
        CsvProblem problem = record.tooLong ? XmlProblem.tooLong(maxText) : convert(record);
        if (problem != null) {
            batch.discardRow();
            return problem;
        }
        batch.position(position);
        batch.endRow();
        return null;
    }

    private @Nullable CsvProblem convert(XmlRecord record) {
        for (XmlColumn column : columns) {
            column.clear();
        }
        for (int i = 1; i < record.count; i = record.stops[i]) {
            boolean text = record.kinds[i] == XmlRecord.TEXT;
            if (text && record.isBlank(i)) {
                continue;
            }
            String name = text ? config.textField() : record.names[i];
            XmlColumn column = byName.get(name);
            if (column != null) {
                column.add(i);
            } else if (!ignoreUnknown) {
                return JsonProblem.unknown(name);
            }
        }
        for (XmlColumn column : columns) {
            CsvProblem problem = column.take(record);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }
}
