package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.FileSplit;
import io.headgate.source.file.common.PayloadRoom;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads parts of delimited files. */
final class CsvSplitReader implements SplitReader {

    /** No character of the supported sets takes more bytes in UTF-8 than this times its bytes in the file. */
    private static final int MAX_GROWTH = 3;

    private final CsvFormat format;
    private final CsvTuning tuning;
    private final RowSchema schema;
    private final CsvRecordReader reader;
    private final PayloadRoom room;
    private String file = "";
    private @Nullable CsvTokenizer tokenizer;

    CsvSplitReader(CsvConfig config, CsvFormat format, CsvTuning tuning, RowBatchBuilder batch, ReadOptions options) {
        this.format = format;
        this.tuning = tuning;
        this.schema = batch.schema();
        this.reader = new CsvRecordReader(
                format, batch, Set.copyOf(config.parsedColumns().types().keySet()));
        this.room = new PayloadRoom(batch, options);
    }

    @Override
    public void open(SourceFile planned, FileSplit split, @Nullable FilePosition from) {
        long position = from == null ? split.start() : from.offset();
        long line = from == null ? split.line() : from.line();
        file = split.file();
        CsvTokenizer opened = format.open(planned, position, split.end(), line, schema.size() + 1, tuning);
        tokenizer = opened;
        if (position == 0 && format.header) {
            passHeader(opened);
        }
    }

    private void passHeader(CsvTokenizer opened) {
        if (opened.next() && (opened.count != schema.size() || !reader.isHeader(opened))) {
            throw new HeadgateException(
                    CommonErrorCode.SOURCE_CHANGED,
                    file + " has another header than when the run was planned (" + String.join(", ", schema.names())
                            + "): restore the file, or start anew with fresh=true");
        }
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        CsvTokenizer open = Objects.requireNonNull(tokenizer);
        room.begin();
        while (room.isOpen()) {
            if (!open.next()) {
                return true;
            }
            int rejectedBefore = rejected.size();
            long rejectedBytes = reader.take(open, file, rejected);
            if (rejected.size() > rejectedBefore) {
                room.rejected(rejectedBytes);
            } else {
                room.added((long) MAX_GROWTH * open.recordLength());
            }
        }
        return false;
    }

    @Override
    public FilePosition position() {
        CsvTokenizer open = Objects.requireNonNull(tokenizer);
        return new FilePosition(open.position(), open.nextLine());
    }

    @Override
    public void close() {
        CsvTokenizer open = tokenizer;
        tokenizer = null;
        if (open != null) {
            open.close();
        }
    }
}
