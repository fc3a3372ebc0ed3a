package io.headgate.source.parquet;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedColumns;
import io.headgate.source.file.typed.TypedRecords;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.metadata.BlockMetaData;

/** Parquet files: the footer has the columns, the number of records, and where each row group begins. */
final class ParquetFormat implements FileFormat, TypedRecords {

    private final boolean moreToCome;

    /**
     * @param moreToCome whether later runs read other files into the same table: no column can then promise to have no nulls
     */
    ParquetFormat(boolean moreToCome) {
        this.moreToCome = moreToCome;
    }

    @Override
    public boolean canCut(SourceFile file) {
        return true;
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        List<SourceFile> all = files.stream()
                .map(ReadableFile::file)
                .filter(file -> !ParquetFile.isEmpty(file))
                .toList();
        List<SourceFile> sample = TypedColumns.sample(all);
        TypedColumns columns = new TypedColumns();
        long bytes = 0;
        long records = 0;
        for (SourceFile each : sample) {
            try (ParquetFile file = ParquetFile.open(each)) {
                columns.add(each.name(), file.fields());
                bytes += each.size();
                records += file.records();
            }
        }
        boolean complete = !moreToCome && sample.size() == all.size();
        return new FileContents(columns.schema(remembered, complete), records == 0 ? 0 : (double) bytes / records);
    }

    @Override
    public long records(ReadableFile file) {
        try (ParquetFile open = ParquetFile.open(file.file())) {
            return open.records();
        }
    }

    @Override
    public FileCuts cuts(ReadableFile file) {
        try (ParquetFile open = ParquetFile.open(file.file())) {
            return new GroupCuts(open.groups(), file.end());
        }
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new ParquetReader(batch, options);
    }

    /** The beginnings of row groups. */
    private static final class GroupCuts implements FileCuts {
        private final List<BlockMetaData> groups;
        private final long end;

        GroupCuts(List<BlockMetaData> groups, long end) {
            this.groups = groups;
            this.end = end;
        }

        @Override
        public Cut next(long target) {
            long line = 1;
            for (BlockMetaData group : groups) {
                if (group.getStartingPos() >= target) {
                    return new Cut(group.getStartingPos(), line);
                }
                line += group.getRowCount();
            }
            return new Cut(end, line);
        }

        @Override
        public void close() {
            // The footer is all that was needed.
        }
    }
}
