package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a file that somebody was writing while it was listed: its end, as the run took it then, may lie within a record, which
 * would be read cut and look like a whole one. Only growth tells such a file from one whose last record has no line end. One thread.
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

    /** While the run is planned: nothing is stored yet. */
    void refuseInPlan() {
        refuse("while the run was planned", "run again");
    }

    /** Before records that were read are handed on. */
    void refuseInRun() {
        refuse("since the run was planned", "start anew with fresh=true");
    }

    private void refuse(String when, String then) {
        if (endsWhole || !hasGrown()) {
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
    private boolean hasGrown() {
        BasicFileAttributes now = attributes(file.file().path());
        return now != null && now.size() > file.file().size() && Objects.equals(now.fileKey(), identity);
    }

    /** Looks one byte further: a line end that came later ends a record that had none. */
    private boolean endsWithRecord() {
        ReadableFile further = new ReadableFile(file.file(), file.from(), file.line(), file.end() + 1);
        try (FileCuts cuts = format.cuts(further)) {
            return cuts.last().offset() >= file.end();
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
