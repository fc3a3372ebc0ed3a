package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the segments of a partition one after the other. A payload never spans two files, so that every row has its place. */
final class CsvCursor implements PayloadCursor {

    /** Storage of a value beyond the text it was made from, at most: offsets, and objects for large decimals. */
    private static final int MAX_BYTES_PER_VALUE = 64;
    /** No character of the supported sets takes more bytes in UTF-8 than this times its bytes in the file. */
    private static final int MAX_GROWTH = 3;

    private final CsvFiles files;
    private final CsvFormat format;
    private final CsvTuning tuning;
    private final boolean keepLines;
    private final ReadOptions options;
    private final List<CsvSegment> segments;
    private final RowBatchBuilder batch;
    private final CsvRecordReader reader;
    private CsvPlace place;
    private @Nullable CsvTokenizer tokenizer;

    CsvCursor(
            CsvFiles files,
            CsvFormat format,
            CsvTuning tuning,
            CsvConfig config,
            List<CsvSegment> segments,
            StreamState from,
            ReadOptions options) {
        this.files = files;
        this.format = format;
        this.tuning = tuning;
        this.keepLines = config.incremental();
        this.options = options;
        this.segments = segments;
        this.batch = new RowBatchBuilder(options.schema(), options.rows());
        this.reader = new CsvRecordReader(
                format, batch, Set.copyOf(config.parsedColumns().types().keySet()));
        this.place = CsvPlace.fromState(from);
    }

    @Override
    public @Nullable DataSourcePayload next() {
        while (place.segment() < segments.size()) {
            CsvSegment segment = segments.get(place.segment());
            CsvTokenizer open = tokenizer;
            if (open == null) {
                open = open(segment);
                tokenizer = open;
            }
            DataSourcePayload payload = read(open, segment);
            if (payload != null) {
                return payload;
            }
        }
        return null;
    }

    private @Nullable DataSourcePayload read(CsvTokenizer open, CsvSegment segment) {
        List<RejectedRecord> rejected = new ArrayList<>();
        batch.origin(segment.file());
        boolean ended = fill(open, segment.file(), rejected);
        place = ended ? place.next(open.nextLine(), keepLines) : place.at(open.position(), open.nextLine());
        if (ended) {
            close();
        }
        if (batch.rowCount() == 0 && rejected.isEmpty()) {
            return null;
        }
        return new DataSourcePayload(batch.build(), rejected, Map.of("file", segment.file()), place.toState(), null);
    }

    /** Takes records until the payload is full (false) or the segment has ended (true). */
    private boolean fill(CsvTokenizer open, String file, List<RejectedRecord> rejected) {
        long rejectedBytes = 0;
        long room = options.bytes();
        long fixed = (long) MAX_BYTES_PER_VALUE * options.schema().size();
        while (batch.rowCount() + rejected.size() < options.rows()) {
            // An upper bound per record saves asking every column for its size after each.
            if (room <= 0) {
                room = options.bytes() - batch.sizeBytes() - rejectedBytes;
                if (room <= 0) {
                    return false;
                }
            }
            if (!open.next()) {
                return true;
            }
            long rejectedNow = reader.take(open, file, rejected);
            rejectedBytes += rejectedNow;
            room -= fixed + (long) MAX_GROWTH * open.recordLength() + rejectedNow;
        }
        return false;
    }

    private CsvTokenizer open(CsvSegment segment) {
        Path path = files.resolve(segment.file());
        check(segment, path);
        long position = place.offset() >= 0 ? place.offset() : segment.start();
        long line = place.offset() >= 0 ? place.line() : segment.line();
        CsvFile file = new CsvFile(
                path, segment.file(), segment.fileEnd(), segment.modifiedMillis(), files.isGzip(segment.file()));
        CsvTokenizer opened = format.open(
                file, position, segment.end(), line, options.schema().size() + 1, tuning);
        try {
            if (position == 0 && format.header) {
                passHeader(opened, segment);
            }
            return opened;
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void passHeader(CsvTokenizer opened, CsvSegment segment) {
        RowSchema schema = options.schema();
        if (opened.next() && (opened.count != schema.size() || !reader.isHeader(opened))) {
            throw new HeadgateException(
                    CommonErrorCode.SOURCE_CHANGED,
                    segment.file() + " has another header than when the run was planned ("
                            + String.join(", ", schema.names()) + "): restore the file, or start anew with fresh=true");
        }
    }

    private static void check(CsvSegment segment, Path path) {
        try {
            if (!Files.exists(path)) {
                throw changed(path, "is gone");
            }
            if (Files.size(path) < segment.fileEnd()) {
                throw changed(path, "is shorter than");
            }
        } catch (IOException e) {
            throw CsvInput.failure(path, e);
        }
        if (!CsvFingerprint.of(path, segment.fileEnd()).equals(segment.fingerprint())) {
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
        CsvTokenizer open = tokenizer;
        tokenizer = null;
        if (open != null) {
            open.close();
        }
    }
}
