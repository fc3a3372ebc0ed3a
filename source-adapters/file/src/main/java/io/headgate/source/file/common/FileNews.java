package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides, file by file, what an incremental run reads: files that are new, and what was appended to known ones. */
final class FileNews {

    private final FileFormat format;
    private final FileProgress progress;
    private final FileOptions options;
    private final FileRest rest;
    private final List<String> left = new ArrayList<>();

    FileNews(FileFormat format, FileOptions options, FileProgress progress, Clock clock) {
        this.format = format;
        this.progress = progress;
        this.options = options;
        this.rest = new FileRest(options, clock);
    }

    List<ReadableFile> of(List<SourceFile> found) {
        List<SourceFile> old = found.stream()
                .filter(file -> !progress.files().containsKey(file.name()))
                .filter(progress.older()::mayHold)
                .toList();
        boolean read = progress.older().are(old) || !old.isEmpty() && isTakenAsRead(old);
        Set<SourceFile> alone = read ? Set.copyOf(old) : Set.of();
        List<ReadableFile> news = found.stream()
                .map(file -> alone.contains(file) ? ReadableFile.nothing(file) : of(file))
                .toList();
        rest.logLeft(left);
        return news;
    }

    /** Which of them were read nobody knows any more. */
    private boolean isTakenAsRead(List<SourceFile> old) {
        return switch (options.onChangedFile()) {
            case REREAD -> false;
            case IGNORE -> true;
            case ERROR ->
                throw new HeadgateException(
                        CommonErrorCode.SOURCE_CHANGED,
                        "of the files that were written until "
                                + Instant.ofEpochMilli(progress.older().until()) + ", " + old.size()
                                + " are there that are not remembered one by one, for instance "
                                + old.get(0).name() + ", and they are not the "
                                + progress.older().count()
                                + " that were read: which of them are new is not known. Say with on_changed_file whether"
                                + " they are read again or left alone, or give new files a new time");
        };
    }

    private ReadableFile of(SourceFile file) {
        FileProgress.Entry known = progress.files().get(file.name());
        if (known == null) {
            return untilLastWhole(file, 0, 1);
        }
        String change = change(file, known);
        if (change != null) {
            return onChange(file, change);
        }
        if (file.size() == known.end()) {
            return new ReadableFile(file, known.end(), known.line(), known.end());
        }
        return untilLastWhole(file, afterLineEnd(file, known.end()), known.line());
    }

    /** What is wrong with a file that was read before; null if it is the same, or has grown as it may. */
    private @Nullable String change(SourceFile file, FileProgress.Entry known) {
        if (file.size() < known.end()) {
            return "is shorter than when it was read (" + known.end() + " bytes)";
        }
        boolean touched = file.modifiedMillis() != known.modifiedMillis() || file.size() != known.end();
        if ((touched || options.hash()) && !FileFingerprint.matches(file.path(), known.end(), known.fingerprint())) {
            return "is not the file that was read under this name";
        }
        if (file.size() == known.end()) {
            return null;
        }
        if (!format.appendable(file)) {
            return "has grown, and a file that is compressed, or of a format to which nothing can be appended, is read"
                    + " as a whole only";
        }
        return afterLineEnd(file, known.end()) >= 0
                ? null
                : "had a last line without a line end, which was read and has been continued since; a longer settle"
                        + " lets a writer finish its line";
    }

    private ReadableFile onChange(SourceFile file, String change) {
        return switch (options.onChangedFile()) {
            case REREAD -> untilLastWhole(file, 0, 1);
            case IGNORE -> ReadableFile.nothing(file);
            case ERROR ->
                throw new HeadgateException(
                        CommonErrorCode.SOURCE_CHANGED,
                        file.path() + " " + change
                                + ": give new data a new file name, forget what was read with the reset command, or say"
                                + " with on_changed_file whether such a file is read again or left alone");
        };
    }

    /** Leaves a last record without a line end, or a file that is read as a whole, for the next run, if somebody may still write. */
    private ReadableFile untilLastWhole(SourceFile file, long from, long line) {
        if (rest.isOver(file) || from >= file.size()) {
            return new ReadableFile(file, from, line, file.size());
        }
        ReadableFile whole =
                new ReadableFile(file, from, line, format.appendable(file) ? lastWhole(file, from, line) : from);
        if (whole.isEmpty()) {
            left.add(file.name());
        }
        return whole;
    }

    private long lastWhole(SourceFile file, long from, long line) {
        try (FileCuts cuts = format.cuts(new ReadableFile(file, from, line, file.size()))) {
            return cuts.last().offset();
        }
    }

    /** Passes the line end that was appended to a last record without one; -1 if the record itself was continued. */
    private static long afterLineEnd(SourceFile file, long end) {
        int before = end == 0 ? '\n' : byteAt(file, end - 1);
        int first = byteAt(file, end);
        if (before != '\n' && before != '\r' && first != '\n' && first != '\r') {
            return -1;
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

    static int byteAt(SourceFile file, long offset) {
        try (FileChannel channel = FileInput.openChannel(file.path())) {
            ByteBuffer one = ByteBuffer.allocate(1);
            return channel.read(one, offset) == 1 ? one.get(0) : -1;
        } catch (IOException e) {
            throw FileInput.failure(file.path(), e);
        }
    }
}
