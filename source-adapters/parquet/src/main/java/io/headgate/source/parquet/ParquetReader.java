package io.headgate.source.parquet;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.FileSplit;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedColumns;
import io.headgate.source.file.typed.TypedRows;
import java.util.List;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.Nullable;

/** Reads the row groups that begin in a split. A position is the beginning of a group and how many of its records were read. */
final class ParquetReader implements SplitReader {

    private final TypedRows rows;
    private @Nullable ParquetFile file;
    private @Nullable ParquetRecord record;
    private @Nullable ParquetGroup group;
    private long end;
    /** Index of the group that is read or comes next. */
    private int next;
    /** Records of it that were read. */
    private long read;
    /** Number of the record that comes next, counted from 1 in the file. */
    private long line;

    ParquetReader(RowBatchBuilder batch, ReadOptions options) {
        this.rows = new TypedRows(batch, options);
    }

    @Override
    public void open(SourceFile source, FileSplit split, @Nullable FilePosition from) {
        close();
        ParquetFile opened = ParquetFile.open(source);
        file = opened;
        rows.file(source.name());
        int[] columns = TypedColumns.match(
                source.name(), opened.fields(), rows.builder().schema());
        record = new ParquetRecord(opened.schema(), columns, rows);
        end = split.end();
        long start = from == null ? split.start() : from.offset();
        read = from == null ? 0 : from.skip();
        line = 1;
        List<BlockMetaData> groups = opened.groups();
        for (next = 0; next < groups.size() && groups.get(next).getStartingPos() < start; next++) {
            line += groups.get(next).getRowCount();
        }
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        rows.begin(rejected);
        ParquetFile opened = java.util.Objects.requireNonNull(file);
        return opened.guarded(() -> fill(opened));
    }

    private boolean fill(ParquetFile opened) {
        while (!rows.isFull()) {
            ParquetGroup current = group;
            if (current == null) {
                current = nextGroup(opened);
                if (current == null) {
                    return true;
                }
                group = current;
            }
            while (read < current.rowCount() && !rows.isFull()) {
                current.read();
                rows.endRow(line + read);
                read++;
            }
            if (read == current.rowCount()) {
                line += read;
                read = 0;
                next++;
                group = null;
            }
        }
        return false;
    }

    /** The group at {@code next}, past the records of it that were read; null at the end of the split. */
    private @Nullable ParquetGroup nextGroup(ParquetFile opened) {
        List<BlockMetaData> groups = opened.groups();
        while (next < groups.size() && groups.get(next).getStartingPos() < end) {
            if (groups.get(next).getRowCount() > read) {
                ParquetGroup found = opened.group(next, java.util.Objects.requireNonNull(record));
                for (long i = 0; i < read; i++) {
                    found.read();
                    rows.discardRow();
                }
                return found;
            }
            line += groups.get(next).getRowCount();
            read = 0;
            next++;
        }
        return null;
    }

    @Override
    public FilePosition position() {
        List<BlockMetaData> groups = java.util.Objects.requireNonNull(file).groups();
        long offset = next < groups.size() ? groups.get(next).getStartingPos() : end;
        return new FilePosition(offset, line + read, read);
    }

    @Override
    public void close() {
        ParquetFile open = file;
        file = null;
        group = null;
        record = null;
        if (open != null) {
            open.close();
        }
    }
}
