package io.headgate.source.file.common;

import io.headgate.api.source.StreamPartition;
import java.util.ArrayList;
import java.util.List;

/** Shares the files out over partitions of about the same size, in their order, cutting those that can be cut. One thread. */
final class SplitPlanner {

    /** Keeps a partition's description, which is stored with each of its steps, to a few kilobytes. */
    private static final int MAX_SPLITS = 32;

    private final FileFormat format;
    private final FileOptions options;
    private final long partitionBytes;
    private final double bytesPerRecord;
    private final List<StreamPartition> partitions = new ArrayList<>();
    private List<FileSplit> splits = new ArrayList<>();
    private long room;

    private SplitPlanner(FileFormat format, FileOptions options, long partitionBytes, double bytesPerRecord) {
        this.format = format;
        this.options = options;
        this.partitionBytes = partitionBytes;
        this.bytesPerRecord = bytesPerRecord;
        this.room = partitionBytes;
    }

    /**
     * @param hint partitions wanted
     */
    static List<StreamPartition> plan(
            List<ReadableFile> files, FileFormat format, FileOptions options, int hint, double bytesPerRecord) {
        long total = 0;
        for (ReadableFile file : files) {
            total += file.end() - file.from();
        }
        long each = Math.max(options.minPartitionBytes(), (total + hint - 1) / Math.max(1, hint));
        SplitPlanner planner = new SplitPlanner(format, options, each, bytesPerRecord);
        for (ReadableFile file : files) {
            if (!file.isEmpty()) {
                planner.add(file);
            }
        }
        planner.endPartition();
        return planner.partitions;
    }

    private void add(ReadableFile file) {
        String fingerprint = FileFingerprint.of(file.file().path(), file.end(), options.hash());
        new FileGrowth(format, options, file).refuseInPlan();
        long records = format.records(file);
        if (!format.canCut(file.file()) || file.end() - file.from() <= room) {
            append(file, file.from(), file.end(), file.line(), fingerprint, records);
            return;
        }
        try (FileCuts cuts = format.cuts(file)) {
            long start = file.from();
            long line = file.line();
            while (start < file.end()) {
                boolean rest = file.end() - start <= room;
                FileCuts.Cut cut = rest ? new FileCuts.Cut(file.end(), 0) : cuts.next(start + room);
                long lineAfter = cut.offset() >= file.end() ? records + 1 : cut.line();
                append(file, start, cut.offset(), line, fingerprint, records < 0 ? -1 : lineAfter - line);
                start = cut.offset();
                line = cut.line();
            }
        }
    }

    private void append(ReadableFile file, long start, long end, long line, String fingerprint, long records) {
        SourceFile of = file.file();
        splits.add(new FileSplit(of.name(), start, end, file.end(), line, of.modifiedMillis(), fingerprint, records));
        room -= end - start;
        if (room <= 0 || splits.size() == MAX_SPLITS) {
            endPartition();
        }
    }

    private void endPartition() {
        room = partitionBytes;
        if (splits.isEmpty()) {
            return;
        }
        partitions.add(new StreamPartition("p" + partitions.size(), FileSplit.toState(splits), estimate()));
        splits = new ArrayList<>();
    }

    private long estimate() {
        long known = records(splits);
        if (known >= 0 || bytesPerRecord <= 0) {
            return known;
        }
        long bytes = 0;
        for (FileSplit split : splits) {
            bytes += split.end() - split.start();
        }
        return Math.round(bytes / bytesPerRecord);
    }

    /** How many records splits hold by the files' own word, or -1. */
    static long records(List<FileSplit> splits) {
        long sum = 0;
        for (FileSplit split : splits) {
            if (split.records() < 0) {
                return -1;
            }
            sum += split.records();
        }
        return sum;
    }
}
