package io.headgate.source.file.common;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.StreamState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the splits of a partition one after the other. A payload never spans two files, so that every row has its place. */
final class FileCursor implements PayloadCursor {

    private final SourceFiles files;
    private final FileFormat format;
    private final FileOptions config;
    private final Clock clock;
    private final List<FileSplit> splits;
    private final RowBatchBuilder batch;
    private final SplitReader reader;
    private final FileColumnAppender appender;
    private PartitionPlace place;
    private boolean open;
    private @Nullable FileGrowth growth;
    /** Up to where the split is read that is open: further than planned if its last record turned out to be longer. */
    private long readEnd;

    FileCursor(
            SourceFiles files,
            FileFormat format,
            FileOptions config,
            Clock clock,
            List<FileSplit> splits,
            StreamState from,
            ReadOptions options) {
        this.files = files;
        this.format = format;
        this.config = config;
        this.clock = clock;
        this.splits = splits;
        this.batch = new RowBatchBuilder(
                FileColumnAppender.withoutFileColumns(options.schema(), config.fileColumns()), options.rows());
        this.reader = format.reader(batch, options);
        this.appender = new FileColumnAppender(config.fileColumns(), options.schema());
        this.place = PartitionPlace.fromState(from);
    }

    @Override
    public @Nullable DataSourcePayload next() {
        while (place.split() < splits.size()) {
            FileSplit split = splits.get(place.split());
            if (!open) {
                open(split);
            }
            DataSourcePayload payload = read(split);
            if (payload != null) {
                return payload;
            }
        }
        return null;
    }

    private @Nullable DataSourcePayload read(FileSplit split) {
        List<RejectedRecord> rejected = new ArrayList<>();
        batch.origin(split.file());
        boolean ended = reader.read(rejected);
        refuseGrowth();
        FilePosition position = reader.position();
        if (readEnd > split.end() && position.offset() > split.end()) {
            place = place.grown(position.offset(), fingerprint(split, position.offset()));
        }
        place = ended ? place.next(position.line(), config.incremental()) : place.at(position);
        if (ended) {
            close();
        }
        if (batch.rowCount() == 0 && rejected.isEmpty()) {
            return null;
        }
        return new DataSourcePayload(
                appender.append(batch.build(), files.resolve(split.file()), split),
                rejected,
                Map.of("file", split.file()),
                place.toState(),
                null);
    }

    private String fingerprint(FileSplit split, long end) {
        return FileFingerprint.of(files.resolve(split.file()), end, config.hash());
    }

    private void open(FileSplit planned) {
        check(planned, files.resolve(planned.file()));
        FileSplit split =
                planned.endsFile() ? planned.until(growth(planned).endOfLastRecord(place.position(), clock)) : planned;
        growth = split.endsFile() ? growth(split) : null;
        readEnd = split.end();
        refuseGrowth();
        // Set before: what a failing open has opened is closed with the cursor.
        open = true;
        reader.open(files.planned(split), split, place.position());
    }

    private FileGrowth growth(FileSplit split) {
        ReadableFile part = new ReadableFile(files.planned(split), split.start(), split.line(), split.end());
        return new FileGrowth(format, config, part);
    }

    private void refuseGrowth() {
        if (growth != null) {
            growth.refuseInRun(place.position());
        }
    }

    private static void check(FileSplit split, Path path) {
        try {
            if (!Files.exists(path)) {
                throw changed(path, "is gone");
            }
            if (Files.size(path) < split.fileEnd()) {
                throw changed(path, "is shorter than");
            }
        } catch (IOException e) {
            throw FileInput.failure(path, e);
        }
        if (!FileFingerprint.matches(path, split.fileEnd(), split.fingerprint())) {
            throw changed(path, "is another file than");
        }
    }

    private static HeadgateException changed(Path path, String how) {
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                path + " " + how
                        + (how.endsWith("than") ? " it was when the run was planned" : " since the run was planned")
                        + ": restore it so that the run can resume, or start anew with fresh=true");
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            reader.close();
        }
    }
}
