package io.headgate.source.file.common;

import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of one format as a source: one stream of all files, which has the source's name, or one of each. */
public final class FileSource implements IDataSource {

    private final String sourceId;
    private final FileOptions options;
    private final FileFormat format;
    private final Clock clock;
    private volatile List<IDataSourceStream> streams = List.of();

    /**
     * @param format may implement {@link RawRecords} as well
     */
    public FileSource(String sourceId, FileOptions options, FileFormat format) {
        this(sourceId, options, format, Clock.systemUTC());
    }

    /**
     * @param clock decides how long a file has rested
     */
    public FileSource(String sourceId, FileOptions options, FileFormat format, Clock clock) {
        this.sourceId = sourceId;
        this.options = options;
        this.format = format;
        this.clock = clock;
    }

    @Override
    public void connect(IDataSourceState state) {
        SourceFiles files = new SourceFiles(options);
        List<SourceFile> found = files.list();
        if (options.streamPer() == StreamPer.SOURCE) {
            streams = List.of(stream(sourceId, files, found, state));
            return;
        }
        List<IDataSourceStream> each = new ArrayList<>();
        Map<String, SourceFile> named = StreamNames.of(found);
        named.forEach((name, file) -> {
            FileStream stream = stream(name, files, List.of(file), state);
            if (!isBeingBegun(file, name, state) || stream.hasColumns()) {
                each.add(stream);
            }
        });
        streams = List.copyOf(each);
    }

    /** Whether somebody may still be writing the very first of a file: until there is something to read, it is no stream. */
    private boolean isBeingBegun(SourceFile file, String name, IDataSourceState state) {
        return options.incremental()
                && !new FileRest(options, clock).isOver(file)
                && state.readStream(name).isEmpty();
    }

    private FileStream stream(String name, SourceFiles files, List<SourceFile> found, IDataSourceState state) {
        return format instanceof RawRecords
                ? new ReplayableFileStream(name, format, options, files, found, state, clock)
                : new FileStream(name, format, options, files, found, state, clock);
    }

    @Override
    public List<IDataSourceStream> streams() {
        return streams;
    }

    @Override
    public void close() {
        streams = List.of();
    }
}
