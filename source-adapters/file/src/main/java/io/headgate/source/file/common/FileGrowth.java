package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows what to do with a file that somebody was writing while it was listed: its end, as the run took it then, may lie within a record,
 * which would be read cut and look like a whole one. Only growth tells such a file from one whose last record has no line end. Such a
 * record is read as a whole once it is there, and refused until then. One thread.
 */
final class FileGrowth {

    private final FileFormat format;
    private final FileOptions options;
    private final ReadableFile file;
    private final @Nullable Object identity;
    private boolean endsWhole;

    /**
     * @param file up to where it is read; its size is the one that it had then
     */
    FileGrowth(FileFormat format, FileOptions options, ReadableFile file) {
        this.format = format;
        this.options = options;
        this.file = file;
        BasicFileAttributes now = attributes(file.file().path());
        this.identity = now == null ? null : now.fileKey();
    }

    /**
     * Up to where to read: where the record ends that the run's end lies in.
     *
     * @param from up to where records were handed on by now; null for none
     * @return the run's own end also if that record is not whole yet: it is refused then
     */
    long endOfLastRecord(@Nullable FilePosition from, Clock clock) {
        if (!format.appendable(file.file())) {
            return file.end();
        }
        if (from != null && isRead(from)) {
            return from.offset();
        }
        BasicFileAttributes now = attributes(file.file().path());
        if (now == null || !hasGrown(now) || endsWithRecord()) {
            return file.end();
        }
        ReadableFile longer = new ReadableFile(file.file(), file.from(), file.line(), now.size());
        long end;
        try (FileCuts cuts = format.cuts(longer)) {
            end = cuts.next(file.end()).offset();
        }
        boolean rested = clock.millis() - now.lastModifiedTime().toMillis()
                >= options.settle().toMillis();
        return rested || lastBeginning(longer) >= end ? end : file.end();
    }

    /** Whether all of it was handed on, with its last record as it was then. */
    private boolean isRead(FilePosition from) {
        return from.offset() >= file.end();
    }

    /** While the run is planned: nothing is stored yet. */
    void refuseInPlan() {
        refuse("while the run was planned", "run again");
    }

    /**
     * Before records that were read are handed on.
     *
     * @param from as in {@link #endOfLastRecord}
     */
    void refuseInRun(@Nullable FilePosition from) {
        boolean canGoOn = format.appendable(file.file()) && (from == null || !isRead(from));
        refuse("since the run was planned", canGoOn ? "run the same command again" : "start anew with fresh=true");
    }

    private void refuse(String when, String then) {
        if (endsWhole) {
            return;
        }
        BasicFileAttributes now = attributes(file.file().path());
        if (now == null || !hasGrown(now)) {
            return;
        }
        boolean appendable = format.appendable(file.file());
        endsWhole = appendable && endsWithRecord();
        if (!endsWhole) {
            throw new HeadgateException(
                    CommonErrorCode.SOURCE_CHANGED,
                    file.file().path() + " is still being written: it has grown " + when + ", "
                            + (appendable
                                    ? "and its last record was not whole then"
                                    : "and a file that is compressed, or of a format to which nothing can be appended,"
                                            + " is read as a whole only")
                            + ". Wait until it is whole and " + then
                            + ", let its writer give it its name when it is whole" + otherwise(appendable));
        }
    }

    private String otherwise(boolean appendable) {
        if (options.incremental()) {
            return ", or wait longer for writers with settle";
        }
        return appendable ? ", or read a growing file with incremental = true" : "";
    }

    /** Another file that took the name meanwhile is not the one that is open. */
    private boolean hasGrown(BasicFileAttributes now) {
        return now.size() > file.file().size() && Objects.equals(now.fileKey(), identity);
    }

    /** Looks one byte further: a line end that came later ends a record that had none. */
    private boolean endsWithRecord() {
        return lastBeginning(new ReadableFile(file.file(), file.from(), file.line(), file.end() + 1)) >= file.end();
    }

    /** Of a record, or of what would be the next one. */
    private long lastBeginning(ReadableFile part) {
        try (FileCuts cuts = format.cuts(part)) {
            return cuts.last().offset();
        }
    }

    /** Null if the file is gone: what is open can still be read. */
    private static @Nullable BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw FileInput.failure(path, e);
        }
    }
}
