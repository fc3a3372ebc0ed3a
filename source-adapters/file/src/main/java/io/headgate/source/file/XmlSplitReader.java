package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
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
import org.jspecify.annotations.Nullable;

/** Reads XML files. A position counts records: to go on from one, those before it are passed without being kept. */
final class XmlSplitReader implements SplitReader {

    private static final int SHOWN_OF_TOO_LONG = 4096;
    /** What an escape, and quotes and colons around a name, may add in JSON. */
    private static final int MAX_GROWTH = 6;

    private final XmlFileFormat format;
    private final XmlConfig config;
    private final XmlRecordReader reader;
    private final int maxText;
    private final PayloadRoom room;
    private String file = "";
    private @Nullable XmlRecords open;

    XmlSplitReader(
            XmlFileFormat format,
            XmlConfig config,
            XmlRecordReader reader,
            int maxText,
            RowBatchBuilder batch,
            ReadOptions options) {
        this.format = format;
        this.config = config;
        this.reader = reader;
        this.maxText = maxText;
        this.room = new PayloadRoom(batch, options);
    }

    @Override
    public void open(SourceFile planned, FileSplit split, @Nullable FilePosition from) {
        file = split.file();
        XmlRecords opened = format.open(planned, split.end());
        open = opened;
        if (from != null && !opened.skip(from.offset())) {
            throw new HeadgateException(
                    CommonErrorCode.SOURCE_CHANGED,
                    planned.path()
                            + " has fewer records than were read of it: restore it, or start anew with fresh=true");
        }
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        XmlRecords records = Objects.requireNonNull(open);
        room.begin();
        while (room.isOpen()) {
            if (!records.next()) {
                return true;
            }
            CsvProblem problem = reader.take(records.record, maxText, records.count);
            if (problem == null) {
                room.added(MAX_GROWTH * (records.record.length + records.record.nameLength));
            } else {
                String raw = XmlText.xml(
                        records.record,
                        config.attributePrefix(),
                        records.record.tooLong ? SHOWN_OF_TOO_LONG : CsvTokenizer.MAX_RAW);
                rejected.add(new RejectedRecord(file + ":" + records.count, problem.code(), problem.reason(), raw));
                room.rejected(2L * raw.length());
            }
        }
        return false;
    }

    @Override
    public FilePosition position() {
        long count = Objects.requireNonNull(open).count;
        return new FilePosition(count, count + 1);
    }

    @Override
    public void close() {
        XmlRecords current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }
}
