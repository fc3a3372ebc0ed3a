package io.headgate.source.avro;

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

/** Avro container files: the header has the schema, and each block the number of its records. */
final class AvroFormat implements FileFormat, TypedRecords {

    private final boolean moreToCome;

    /**
     * @param moreToCome whether later runs read other files into the same table: no column can then promise to have no nulls
     */
    AvroFormat(boolean moreToCome) {
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
                .filter(file -> file.size() > 0)
                .toList();
        List<SourceFile> sample = TypedColumns.sample(all);
        TypedColumns columns = new TypedColumns();
        double bytesPerRecord = 0;
        for (SourceFile each : sample) {
            try (AvroFile file = AvroFile.open(each)) {
                columns.add(each.name(), file.fields());
                bytesPerRecord = bytesPerRecord > 0 ? bytesPerRecord : bytesPerRecord(file, each);
            }
        }
        return new FileContents(columns.schema(remembered, !moreToCome && sample.size() == all.size()), bytesPerRecord);
    }

    /** By the first block. */
    private static double bytesPerRecord(AvroFile file, SourceFile of) {
        return file.guarded(() -> {
            try (AvroBlocks blocks = file.blocks(0, of.size())) {
                if (!blocks.next() || blocks.records() == 0) {
                    return 0.0;
                }
                long records = blocks.records();
                long start = blocks.start();
                long next = blocks.next() ? blocks.start() : of.size();
                return (double) (next - start) / records;
            }
        });
    }

    @Override
    public long records(ReadableFile file) {
        try (AvroFile open = AvroFile.open(file.file())) {
            return open.guarded(() -> {
                long records = 0;
                try (AvroBlocks blocks = open.blocks(0, file.end())) {
                    while (blocks.next()) {
                        records += blocks.records();
                    }
                }
                return records;
            });
        }
    }

    @Override
    public FileCuts cuts(ReadableFile file) {
        try (AvroFile open = AvroFile.open(file.file())) {
            return new BlockCuts(open, open.blocks(0, file.end()), file.end());
        }
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new AvroReader(batch, options);
    }

    /** The beginnings of blocks. */
    private static final class BlockCuts implements FileCuts {
        private final AvroFile file;
        private final AvroBlocks blocks;
        private final long end;
        private Cut at;

        BlockCuts(AvroFile file, AvroBlocks blocks, long end) {
            this.file = file;
            this.blocks = blocks;
            this.end = end;
            this.at = new Cut(0, 1);
            // The header belongs to the first block.
            advance(0);
        }

        private void advance(long records) {
            long line = at.line() + records;
            boolean more = file.guarded(blocks::next);
            at = new Cut(more ? blocks.start() : end, line);
        }

        @Override
        public Cut next(long target) {
            while (at.offset() < target && at.offset() < end) {
                advance(blocks.records());
            }
            return at;
        }

        @Override
        public void close() {
            file.guarded(() -> {
                blocks.close();
                return true;
            });
        }
    }
}
