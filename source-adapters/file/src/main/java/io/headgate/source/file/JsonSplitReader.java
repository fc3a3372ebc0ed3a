package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
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

/** Reads parts of JSON files. */
final class JsonSplitReader implements SplitReader {

    private final JsonFileFormat format;
    private final JsonRecordReader records;
    private final PayloadRoom room;
    private String file = "";
    private @Nullable JsonFile open;

    JsonSplitReader(JsonFileFormat format, JsonRecordReader records, RowBatchBuilder batch, ReadOptions options) {
        this.format = format;
        this.records = records;
        this.room = new PayloadRoom(batch, options);
    }

    @Override
    public void open(SourceFile planned, FileSplit split, @Nullable FilePosition from) {
        FilePosition place = from;
        if (place == null && split.start() > 0) {
            place = new FilePosition(split.start(), split.line());
        }
        file = split.file();
        open = format.open(planned, place, split.end());
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        JsonFile current = Objects.requireNonNull(open);
        JsonSlices slices = current.slices();
        room.begin();
        while (room.isOpen()) {
            if (!slices.next()) {
                current.atEnd().run();
                return true;
            }
            RejectedRecord reject = records.take(slices, file);
            if (reject == null) {
                room.added(slices.end - slices.start);
            } else {
                rejected.add(reject);
                room.rejected(2L * reject.raw().length());
            }
        }
        return false;
    }

    @Override
    public FilePosition position() {
        JsonSlices slices = Objects.requireNonNull(open).slices();
        return new FilePosition(slices.position(), slices.nextLine());
    }

    @Override
    public void close() {
        JsonFile current = open;
        open = null;
        if (current != null) {
            current.close();
        }
    }
}
