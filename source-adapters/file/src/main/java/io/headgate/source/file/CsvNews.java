package io.headgate.source.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Decides, file by file, what an incremental run reads: files that are new, and what was appended to known ones. */
final class CsvNews {

    private final CsvFormat format;
    private final CsvProgress progress;
    private final long settleMillis;
    private final CsvTuning tuning;

    CsvNews(CsvFormat format, CsvTuning tuning, CsvProgress progress, long settleMillis) {
        this.format = format;
        this.progress = progress;
        this.settleMillis = settleMillis;
        this.tuning = tuning;
    }

    CsvReadable of(CsvFile file) {
        CsvProgress.Entry known = progress.files().get(file.name());
        if (known == null) {
            return untilLastWhole(file, 0, 1);
        }
        if (file.size() < known.end()) {
            throw changed(file, "is shorter than when it was read (" + known.end() + " bytes)");
        }
        boolean touched = file.modifiedMillis() != known.modifiedMillis() || file.size() != known.end();
        if (touched && !CsvFingerprint.of(file.path(), known.end()).equals(known.fingerprint())) {
            throw changed(file, "is not the file that was read under this name");
        }
        if (file.size() == known.end()) {
            return new CsvReadable(file, known.end(), known.line(), known.end());
        }
        if (!format.canCut(file)) {
            throw changed(
                    file,
                    "has grown, and a file that is compressed or in " + format.charset.name()
                            + " is read as a whole only");
        }
        return untilLastWhole(file, afterLineEnd(file, known.end()), known.line());
    }

    /** Leaves a last record without a line end for the next run, if somebody may still be writing it. */
    private CsvReadable untilLastWhole(CsvFile file, long from, long line) {
        boolean settled = tuning.clock().millis() - file.modifiedMillis() >= settleMillis;
        if (settled || from >= file.size()) {
            return new CsvReadable(file, from, line, file.size());
        }
        if (!format.canCut(file)) {
            return new CsvReadable(file, from, line, from);
        }
        try (CsvCuts cuts = new CsvCuts(file.path(), format, from, line, file.size(), tuning.bufferSize())) {
            return new CsvReadable(file, from, line, cuts.last(from, line).offset());
        }
    }

    /** Passes the line end that was appended to a last record without one. */
    private long afterLineEnd(CsvFile file, long end) {
        int before = end == 0 ? '\n' : byteAt(file, end - 1);
        int first = byteAt(file, end);
        if (before != '\n' && before != '\r' && first != '\n' && first != '\r') {
            throw changed(
                    file,
                    "had a last line without a line end, which was read and has been continued since;"
                            + " a longer settle lets a writer finish its line");
        }
        if (before == '\r') {
            return first == '\n' ? end + 1 : end;
        }
        if (before == '\n') {
            return end;
        }
        boolean pair = first == '\r' && end + 1 < file.size() && byteAt(file, end + 1) == '\n';
        return pair ? end + 2 : end + 1;
    }

    private static int byteAt(CsvFile file, long offset) {
        try (FileChannel channel = CsvInput.openChannel(file.path())) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one, offset) == 1 ? one.get(0) : -1;
        } catch (IOException e) {
            throw CsvInput.failure(file.path(), e);
        }
    }

    private static HeadgateException changed(CsvFile file, String how) {
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                file.path() + " " + how + ": give new data a new file name, or forget what was read with the reset"
                        + " command");
    }
}
