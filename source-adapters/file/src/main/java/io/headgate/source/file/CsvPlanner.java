package io.headgate.source.file;

import io.headgate.api.source.StreamPartition;
import java.util.ArrayList;
import java.util.List;

/** Shares the files out over partitions of about the same size, in their order, cutting those that can be cut. One thread. */
final class CsvPlanner {

    /** Keeps a partition's description, which is stored with each of its steps, to a few kilobytes. */
    private static final int MAX_SEGMENTS = 32;

    private final CsvFormat format;
    private final CsvTuning tuning;
    private final long partitionBytes;
    private final double bytesPerRecord;
    private final List<StreamPartition> partitions = new ArrayList<>();
    private List<CsvSegment> segments = new ArrayList<>();
    private long room;

    CsvPlanner(CsvFormat format, CsvTuning tuning, long partitionBytes, double bytesPerRecord) {
        this.format = format;
        this.tuning = tuning;
        this.partitionBytes = partitionBytes;
        this.bytesPerRecord = bytesPerRecord;
        this.room = partitionBytes;
    }

    /**
     * @param hint partitions wanted
     * @param minBytes smallest size of one
     */
    static List<StreamPartition> plan(
            List<CsvReadable> files,
            CsvFormat format,
            CsvTuning tuning,
            int hint,
            long minBytes,
            double bytesPerRecord) {
        long total = 0;
        for (CsvReadable file : files) {
            total += file.end() - file.from();
        }
        long each = Math.max(minBytes, (total + hint - 1) / Math.max(1, hint));
        CsvPlanner planner = new CsvPlanner(format, tuning, each, bytesPerRecord);
        for (CsvReadable file : files) {
            if (!file.isEmpty()) {
                planner.add(file);
            }
        }
        planner.endPartition();
        return planner.partitions;
    }

    private void add(CsvReadable file) {
        String fingerprint = CsvFingerprint.of(file.file().path(), file.end());
        if (!format.canCut(file.file()) || file.end() - file.from() <= room) {
            append(file, file.from(), file.end(), file.line(), fingerprint);
            return;
        }
        try (CsvCuts cuts = cuts(file)) {
            long start = file.from();
            long line = file.line();
            while (start < file.end()) {
                boolean rest = file.end() - start <= room;
                CsvCuts.Place cut = rest ? new CsvCuts.Place(file.end(), 0) : cuts.next(start + room);
                append(file, start, cut.offset(), line, fingerprint);
                start = cut.offset();
                line = cut.line();
            }
        }
    }

    private CsvCuts cuts(CsvReadable file) {
        return new CsvCuts(file.file().path(), format, file.from(), file.line(), file.end(), tuning.bufferSize());
    }

    private void append(CsvReadable file, long start, long end, long line, String fingerprint) {
        CsvFile of = file.file();
        segments.add(new CsvSegment(of.name(), start, end, file.end(), line, of.modifiedMillis(), fingerprint));
        room -= end - start;
        if (room <= 0 || segments.size() == MAX_SEGMENTS) {
            endPartition();
        }
    }

    private void endPartition() {
        room = partitionBytes;
        if (segments.isEmpty()) {
            return;
        }
        long bytes = 0;
        for (CsvSegment segment : segments) {
            bytes += segment.end() - segment.start();
        }
        long records = bytesPerRecord > 0 ? Math.round(bytes / bytesPerRecord) : -1;
        partitions.add(new StreamPartition("p" + partitions.size(), CsvSegment.toState(segments), records));
        segments = new ArrayList<>();
    }
}
