package io.headgate.source.file.common;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.ReadOutline;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Files of one format as a stream. What is to be read is found out once, when it is first asked for. Any thread. */
class FileStream implements IDataSourceStream, ReadOutline {

    /** More are not remembered one by one. */
    private static final int MAX_KNOWN_FILES = 10_000;

    private final String name;
    private final FileFormat format;
    private final FileOptions options;
    private final SourceFiles files;
    private final List<SourceFile> found;
    private final IDataSourceState state;
    private final Clock clock;
    private @Nullable Inspection inspected;

    /**
     * What the heads of the files say.
     *
     * @param readables what this run reads
     * @param schema null if there is neither a file nor a declaration
     */
    private record Inspection(List<ReadableFile> readables, @Nullable RowSchema schema, double bytesPerRecord) {}

    FileStream(
            String name,
            FileFormat format,
            FileOptions options,
            SourceFiles files,
            List<SourceFile> found,
            IDataSourceState state,
            Clock clock) {
        this.name = name;
        this.format = format;
        this.options = options;
        this.files = files;
        this.found = found;
        this.state = state;
        this.clock = clock;
    }

    private synchronized Inspection inspect() {
        Inspection known = inspected;
        if (known == null) {
            FileProgress progress =
                    options.incremental() ? FileProgress.fromState(state.readStream(name)) : FileProgress.NONE;
            List<ReadableFile> readables = readables(progress);
            // Where the columns are known only new files are looked into, so that a folder may gather files for years.
            // One of which nothing may be read yet is not opened: whoever writes it may be in the midst of it.
            Predicate<ReadableFile> looked =
                    progress.types().isEmpty() ? file -> file.end() > 0 : file -> !file.isEmpty();
            List<ReadableFile> unseen = readables.stream().filter(looked).toList();
            FileContents contents = format.inspect(unseen, progress.types());
            known = new Inspection(readables, contents.schema(), contents.bytesPerRecord());
            inspected = known;
        }
        return known;
    }

    private List<ReadableFile> readables(FileProgress progress) {
        if (!options.incremental()) {
            return found.stream().map(ReadableFile::whole).toList();
        }
        FileNews news = new FileNews(format, options, progress, clock);
        return news.of(found);
    }

    @Override
    public String name() {
        return name;
    }

    /** Whether the columns are known by now. */
    boolean hasColumns() {
        return inspect().schema() != null;
    }

    @Override
    public RowSchema schema() {
        RowSchema schema = inspect().schema();
        if (schema == null) {
            throw found.isEmpty() ? nothingYet() : isBegun() ? begun() : format.allEmpty(options.sourcePath());
        }
        return withFileColumns(schema);
    }

    private RowSchema withFileColumns(RowSchema records) {
        List<Field> fields = new ArrayList<>(records.fields());
        for (Field added : options.fileColumns().fields()) {
            if (records.indexOf(added.name()) >= 0) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "the records have a column '" + added.name() + "' already: choose another name for the one that"
                                + " comes from the file (path_columns, file_name_column, modified_column)");
            }
            fields.add(added);
        }
        return fields.size() == records.size() ? records : new RowSchema(fields, records.primaryKey());
    }

    private HeadgateException nothingYet() {
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "no file in " + options.sourcePath() + " matches file_pattern '" + options.filePattern()
                        + "' yet, so that the columns are unknown: run again when the first one is there, or declare"
                        + " all columns with their types in columns");
    }

    /** Whether there are files whose records are left for a later run. */
    private boolean isBegun() {
        return options.incremental()
                && inspect().readables().stream()
                        .anyMatch(file -> file.end() == 0 && file.file().size() > 0);
    }

    private HeadgateException begun() {
        return new HeadgateException(
                CommonErrorCode.NOT_FOUND,
                "the files in " + options.sourcePath() + " may still be being written, so that the columns are unknown:"
                        + " run again when one of them has rested for as long as settle says ("
                        + options.settle().toSeconds() + " s)");
    }

    @Override
    public List<StreamPartition> partitions(int hint) {
        Inspection inspection = inspect();
        if (!options.incremental() && inspection.schema() == null) {
            // Nothing to read is no news to a source that waits for files; to one that is to read these it is a
            // mistake.
            throw format.allEmpty(options.sourcePath());
        }
        for (ReadableFile file : inspection.readables()) {
            // A path that says nothing is found before anything is read.
            options.fileColumns().values(file.file().path(), file.file().name(), 0L);
        }
        if (!options.incremental()) {
            new FileRest(options, clock).warnOfUnendedLines(inspection.readables(), format);
        }
        List<StreamPartition> plan =
                SplitPlanner.plan(inspection.readables(), format, options, hint, inspection.bytesPerRecord());
        return options.incremental() ? FileProgress.withTypes(plan, inspection.schema()) : plan;
    }

    @Override
    public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions readOptions) {
        List<FileSplit> splits = FileSplit.fromState(partition.data());
        return new FileCursor(files, format, options, clock, splits, from, readOptions);
    }

    @Override
    public long records(List<StreamPartition> partitions, StreamState before) {
        return SplitPlanner.records(partitions.stream()
                .flatMap(partition -> FileSplit.fromState(partition.data()).stream())
                .toList());
    }

    @Override
    public long estimatedBytes(List<StreamPartition> partitions) {
        return partitions.stream()
                .flatMap(partition -> FileSplit.fromState(partition.data()).stream())
                .mapToLong(split -> split.end() - split.start())
                .sum();
    }

    @Override
    public StreamState stateAfter(Map<StreamPartition, StreamState> finished, StreamState before) {
        if (!options.incremental()) {
            return before;
        }
        // From the plan alone: by now files may have come, gone or changed that this run has nothing to do with.
        FileProgress progress = FileProgress.fromState(before.values());
        finished.forEach(progress::add);
        return progress.bounded(MAX_KNOWN_FILES, file -> Files.exists(files.resolve(file)))
                .toState();
    }
}
