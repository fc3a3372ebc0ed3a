package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.RawRecordReader;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.RejectedRecord;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All files of a source as one stream. What is to be read is found out once, when it is first asked for. Any thread. */
final class CsvStream implements IDataSourceStream, RawRecordReader, ReadOutline {

    private final String name;
    private final CsvConfig config;
    private final CsvTuning tuning;
    private final CsvFormat format;
    private final CsvFiles files;
    private final List<CsvFile> found;
    private final IDataSourceState state;
    private @Nullable Inspection inspected;

    /**
     * What the heads of the files say.
     *
     * @param readables what this run reads
     * @param schema null if there is neither a file nor a declaration
     */
    private record Inspection(List<CsvReadable> readables, @Nullable RowSchema schema, double bytesPerRecord) {}

    CsvStream(
            String name,
            CsvConfig config,
            CsvTuning tuning,
            CsvFormat format,
            CsvFiles files,
            List<CsvFile> found,
            IDataSourceState state) {
        this.name = name;
        this.config = config;
        this.tuning = tuning;
        this.format = format;
        this.files = files;
        this.found = found;
        this.state = state;
    }

    private synchronized Inspection inspect() {
        Inspection known = inspected;
        if (known == null) {
            CsvProgress progress =
                    config.incremental() ? CsvProgress.fromState(state.readStream(name)) : CsvProgress.NONE;
            List<CsvReadable> readables = readables(progress);
            CsvContents contents = new CsvContents(config, format, tuning, progress.types());
            // Where the columns are known only new files are looked into, so that a folder may gather files for years.
            List<CsvReadable> unseen = progress.types().isEmpty()
                    ? readables
                    : readables.stream().filter(file -> !file.isEmpty()).toList();
            RowSchema schema = contents.schema(unseen);
            known = new Inspection(readables, schema, contents.bytesPerRecord());
            inspected = known;
        }
        return known;
    }

    private List<CsvReadable> readables(CsvProgress progress) {
        if (!config.incremental()) {
            return found.stream()
                    .map(file -> new CsvReadable(file, 0, 1, file.size()))
                    .toList();
        }
        CsvNews news = new CsvNews(format, tuning, progress, config.settle().toMillis());
        return found.stream().map(news::of).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowSchema schema() {
        RowSchema schema = inspect().schema();
        if (schema == null) {
            throw found.isEmpty() ? nothingYet() : allEmpty();
        }
        return schema;
    }

    private HeadgateException allEmpty() {
        return new HeadgateException(
                CsvErrorCode.EMPTY_FILE,
                config.sourcePath() + " holds no record and no header, so that its columns are unknown: write a"
                        + " header, or declare all columns with their types in columns");
    }

    private HeadgateException nothingYet() {
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "no file in " + config.sourcePath() + " matches file_pattern '" + config.filePattern()
                        + "' yet, so that the columns are unknown: run again when the first one is there, or declare"
                        + " all columns with their types in columns");
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        Inspection inspection = inspect();
        if (!config.incremental() && inspection.schema() == null) {
            // Nothing to read is no news to a source that waits for files; to one that is to read these it is a
            // mistake.
            throw allEmpty();
        }
        List<StreamPartition> plan = CsvPlanner.plan(
                inspection.readables(),
                format,
                tuning,
                hint,
                config.minPartitionBytes().bytes(),
                inspection.bytesPerRecord());
        return config.incremental() ? CsvProgress.withTypes(plan, inspection.schema()) : plan;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
        List<CsvSegment> segments = CsvSegment.fromState(partition.data());
        return new CsvCursor(files, format, tuning, config, segments, from, options);
    }

    @Override
    public long estimatedBytes(List<StreamPartition> partitions) {
        return partitions.stream()
                .flatMap(partition -> CsvSegment.fromState(partition.data()).stream())
                .mapToLong(segment -> segment.end() - segment.start())
                .sum();
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        return new CsvRawRecord(config, format, tuning).read(rejected, rows);
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        if (!config.incremental()) {
            return before;
        }
        // From the plan alone: by now files may have come, gone or changed that this run has nothing to do with.
        CsvProgress progress = CsvProgress.fromState(before.values());
        finished.forEach(progress::add);
        return progress.toState();
    }
}
