package io.headgate.source.file.common;

import java.time.Clock;
import java.util.List;

/** Whether files have rested: one that was written a moment ago may still be being written. One thread. */
final class FileRest {

    private static final System.Logger LOG = System.getLogger(FileRest.class.getName());
    private static final int MAX_NAMED = 10;

    private final FileOptions options;
    private final Clock clock;

    FileRest(FileOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Whether a file has rested for as long as it has to. */
    boolean isOver(SourceFile file) {
        return clock.millis() - file.modifiedMillis() >= options.settle().toMillis();
    }

    /** Names the files of which an incremental run reads nothing yet. */
    void logLeft(List<String> left) {
        if (!left.isEmpty()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "left for the next run, since they were written less than {0} s ago and may still be being written"
                            + " (settle): {1}",
                    String.valueOf(options.settle().toSeconds()),
                    named(left));
        }
    }

    /**
     * Names the young files whose last record has no line end: it is read, since many writers end a file so, and nothing else
     * than growth tells whether it is whole.
     */
    void warnOfUnendedLines(List<ReadableFile> files, FileFormat format) {
        List<String> unended = files.stream()
                .filter(file -> !file.isEmpty() && !isOver(file.file()) && format.appendable(file.file()))
                .filter(file -> !isLineEnd(FileNews.byteAt(file.file(), file.end() - 1)))
                .map(file -> file.file().name())
                .toList();
        if (!unended.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "written less than {0} s ago, and without a line end at the end: if somebody is still writing there, the"
                            + " last record is not whole: {1}",
                    String.valueOf(options.settle().toSeconds()),
                    named(unended));
        }
    }

    private static boolean isLineEnd(int last) {
        return last == '\n' || last == '\r';
    }

    private static String named(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
        return names.size() <= MAX_NAMED ? first : first + " and " + (names.size() - MAX_NAMED) + " more";
    }
}
