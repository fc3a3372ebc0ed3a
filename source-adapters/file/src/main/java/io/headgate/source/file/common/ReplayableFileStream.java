package io.headgate.source.file.common;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.data.Values;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.IDataSourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same of a format that can read a rejected record again. Columns that come from the file are taken from its place. */
final class ReplayableFileStream extends FileStream implements RawRecordReader {

    private final RawRecords format;
    private final FileColumns columns;
    private final SourceFiles files;

    ReplayableFileStream(
            String name,
            FileFormat format,
            FileOptions options,
            SourceFiles files,
            List<SourceFile> found,
            IDataSourceState state,
            Clock clock) {
        super(name, format, options, files, found, state, clock);
        this.format = (RawRecords) format;
        this.columns = options.fileColumns();
        this.files = files;
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        int added = columns.fields().size();
        if (added == 0) {
            return format.readRaw(rejected, rows);
        }
        RowSchema own = FileColumnAppender.withoutFileColumns(rows.schema(), columns);
        String name = rejected.place().replaceFirst(":\\d+$", "");
        RowBatchBuilder records = new RowBatchBuilder(own, 1);
        records.origin(name);
        RejectedRecord again = format.readRaw(rejected, records);
        if (again != null) {
            return again;
        }
        RowBatch record = records.build();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            values.add(record.value(0, i));
        }
        Path path = files.resolve(name);
        values.addAll(columns.values(path, name, modifiedMillis(path)));
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value != null) {
                Values.write(rows.column(i), rows.schema().field(i), value);
            }
        }
        rows.placeOf(record, 0);
        rows.endRow();
        return null;
    }

    /** Null of a file that is not there any more. */
    private static @Nullable Long modifiedMillis(Path path) {
        try {
            return Files.getLastModifiedTime(path).toMillis();
        } catch (IOException e) {
            return null;
        }
    }
}
