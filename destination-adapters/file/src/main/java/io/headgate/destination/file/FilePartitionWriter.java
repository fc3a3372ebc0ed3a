package io.headgate.destination.file;

import io.headgate.api.data.RowBatch;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.Rejects;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.fault.FaultPoint;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.state.Checkpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns payloads into text and commits them through {@link OpenPartition}. */
final class FilePartitionWriter implements PartitionWriter {

    private static final int FLUSH_BYTES = 256 << 10;

    private final OpenPartition partition;
    private final FileStream stream;
    private final FileRows rows;
    private final RowText rowText;
    private final RejectText rejectText;
    private final TextBuffer records = new TextBuffer();
    private final TextBuffer rejected = new TextBuffer();
    /** Set while a call is under way, and for good once one has failed: half a chunk must never be committed. */
    private boolean broken;

    FilePartitionWriter(OpenPartition partition, FileStream stream, FileRows rows, RejectText rejectText) {
        this.partition = partition;
        this.stream = stream;
        this.rows = rows;
        this.rowText = stream.rowText(rows.schema());
        this.rejectText = rejectText;
    }

    @Override
    public @Nullable Checkpoint lastCommitted() {
        Checkpoint last = partition.lastCommitted();
        return last.equals(Checkpoint.NONE) ? null : last;
    }

    @Override
    public void write(DataSourcePayload payload, Rejects rejects) {
        begin();
        String table = payload.destinationTable() == null ? stream.plan().table() : payload.destinationTable();
        try {
            requireOpen(payload);
            writeRecords(rows.of(payload.data()), table, rejects);
            for (RejectedRecord record : payload.rejected()) {
                store(record, table);
            }
            flush(Manifest.Kind.REJECTS, table, rejected);
        } catch (IOException e) {
            throw partition.failure(e);
        }
        broken = false;
    }

    private void begin() {
        if (broken) {
            throw new IllegalStateException("after an exception a partition is opened anew");
        }
        broken = true;
    }

    private void requireOpen(DataSourcePayload payload) {
        if (payload.recordCount() > 0 && partition.lastCommitted().complete()) {
            throw new HeadgateException(
                    CommonErrorCode.INTERNAL_ERROR, "a record was sent to a partition that is complete");
        }
        if (payload.destinationTable() != null && stream.plan().mode() == WriteMode.OVERWRITE) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "Stream '" + stream.plan().stream() + "' sends records to a table of its own choice ('"
                            + payload.destinationTable()
                            + "'), but write_mode = \"overwrite\" replaces one table per stream. Use write_mode ="
                            + " \"append\".");
        }
        if (!payload.data().schema().fields().equals(stream.plan().schema().fields())) {
            throw new HeadgateException(
                    CommonErrorCode.TARGET_MISMATCH,
                    "Stream '" + stream.plan().stream() + "' was planned with the fields "
                            + stream.plan().schema().names() + " but now delivers "
                            + payload.data().schema().names() + ". Start anew with fresh=true.");
        }
    }

    private void writeRecords(RowBatch batch, String table, Rejects rejects) throws IOException {
        rowText.bind(batch);
        int count = batch.rowCount();
        for (int row = 0; row < count; row++) {
            int start = records.length;
            try {
                rowText.write(row, records);
            } catch (UnfitValueException e) {
                records.length = start;
                RejectedRecord record = RejectText.rejected(batch, row, rowText.currentField(), e);
                rejects.add(record);
                store(record, table);
            }
            if (records.length >= FLUSH_BYTES) {
                flush(Manifest.Kind.RECORDS, table, records);
            }
        }
        flush(Manifest.Kind.RECORDS, table, records);
    }

    private void store(RejectedRecord record, String table) throws IOException {
        rejectText.write(record, rejected);
        if (rejected.length >= FLUSH_BYTES) {
            flush(Manifest.Kind.REJECTS, table, rejected);
        }
    }

    private void flush(Manifest.Kind kind, String table, TextBuffer text) throws IOException {
        if (text.length > 0) {
            partition.file(kind, table, rowText).append(text);
            text.clear();
        }
    }

    @Override
    public Checkpoint commit(Checkpoint upTo) {
        begin();
        try {
            FaultPoint.reach("file.commit.before-sync");
            partition.commit(upTo);
        } catch (IOException e) {
            throw partition.failure(e);
        }
        broken = false;
        return upTo;
    }

    @Override
    public void finish(Checkpoint upTo) {
        if (!upTo.complete()) {
            throw new IllegalArgumentException("a partition ends with a checkpoint that is complete");
        }
        commit(upTo);
    }

    @Override
    public void close() {
        broken = true;
        partition.close();
    }
}
