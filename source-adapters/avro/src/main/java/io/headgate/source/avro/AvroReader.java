package io.headgate.source.avro;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.FileSplit;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedRows;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.avro.file.DataFileReader;
import org.jspecify.annotations.Nullable;

/** Reads the blocks of a split. A position is the beginning of a block and how many of its records were read. */
final class AvroReader implements SplitReader {

    private static final Object NOTHING = new Object();

    private final TypedRows rows;
    private @Nullable AvroFile file;
    private long end;
    private long block;
    private long readOfBlock;
    private long line;

    AvroReader(RowBatchBuilder batch, ReadOptions options) {
        this.rows = new TypedRows(batch, options);
    }

    @Override
    public void open(SourceFile source, FileSplit split, @Nullable FilePosition from) {
        close();
        rows.file(source.name());
        AvroFile opened = AvroFile.open(source, new AvroRecord(source.name(), rows));
        file = opened;
        end = split.end();
        line = from == null ? split.line() : from.line() - from.skip();
        block = Math.max(from == null ? split.start() : from.offset(), opened.headerEnd());
        readOfBlock = 0;
        opened.guarded(() -> {
            DataFileReader<Object> reader = opened.reader();
            if (block != opened.headerEnd()) {
                reader.seek(block);
            }
            for (long i = from == null ? 0 : from.skip(); i > 0 && advance(opened); i--) {
                rows.discardRow();
            }
            return true;
        });
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        rows.begin(rejected);
        AvroFile opened = Objects.requireNonNull(file);
        return opened.guarded(() -> {
            while (!rows.isFull()) {
                if (!advance(opened)) {
                    return true;
                }
                rows.endRow(line - 1);
            }
            return false;
        });
    }

    /** Sets the values of the next record; false at the end of the split. */
    private boolean advance(AvroFile opened) throws IOException {
        DataFileReader<Object> reader = opened.reader();
        settle(reader);
        if (block >= end) {
            return false;
        }
        if (!reader.hasNext() && !passEmptyBlocks(opened)) {
            return false;
        }
        reader.next(NOTHING);
        readOfBlock++;
        line++;
        return true;
    }

    /** Behind the last record of a block the reader stands at the beginning of the next one. */
    private void settle(DataFileReader<Object> reader) {
        long now = reader.previousSync();
        if (now != block) {
            block = now;
            readOfBlock = 0;
        }
    }

    /** A block without records looks to Avro like the end of the file: there may be more behind it. */
    private boolean passEmptyBlocks(AvroFile opened) throws IOException {
        try (AvroBlocks blocks = opened.blocks(block, end)) {
            while (blocks.next()) {
                if (blocks.records() > 0) {
                    block = blocks.start();
                    readOfBlock = 0;
                    opened.reader().seek(block);
                    return opened.reader().hasNext();
                }
            }
        }
        block = end;
        return false;
    }

    @Override
    public FilePosition position() {
        AvroFile opened = Objects.requireNonNull(file);
        if (block < end) {
            settle(opened.reader());
        }
        return new FilePosition(Math.min(block, end), line, block < end ? readOfBlock : 0);
    }

    @Override
    public void close() {
        AvroFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }
}
