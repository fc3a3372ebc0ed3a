package com.example.lines;

import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.DataSourcePayload;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.source.PayloadCursor;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.StreamPartition;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.StreamState;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a text file line by line. The next run goes on after the last line that was delivered. */
public final class LinesSourceFactory implements IDataSourceFactory<LinesSourceFactory.Config> {

    /** What {@code config = { … }} holds. */
    public record Config(@ConfigKey(value = "the file to read", required = true) String path) {}

    @Override
    public String name() {
        return "lines";
    }

    @Override
    public String description() {
        return "Lines of a text file";
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public IDataSource create(String sourceId, Config config) {
        return new Source(sourceId, Path.of(config.path()));
    }

    private static final class Source implements IDataSource {
        private final Stream stream;
        private List<IDataSourceStream> streams = List.of();

        Source(String id, Path file) {
            this.stream = new Stream(id, file);
        }

        @Override
        public void connect(IDataSourceState state) {
            if (!Files.isReadable(stream.file())) {
                throw new HeadgateException(
                        CommonErrorCode.NOT_FOUND, "the file " + stream.file() + " is not there, or cannot be read");
            }
            streams = List.of(stream);
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

    private record Stream(String name, Path file) implements IDataSourceStream {

        @Override
        public RowSchema schema() {
            return RowSchema.of(Field.required("line", Primitive.INT64), Field.required("text", Primitive.STRING));
        }

        @Override
        public PayloadCursor open(StreamPartition partition, StreamState from, ReadOptions options) {
            return new Cursor(file, from.getLong("line", 0), options);
        }
    }

    private static final class Cursor implements PayloadCursor {
        private final Path file;
        private final ReadOptions options;
        private final BufferedReader reader;
        private long line;

        Cursor(Path file, long after, ReadOptions options) {
            this.file = file;
            this.options = options;
            try {
                this.reader = Files.newBufferedReader(file);
                while (line < after && reader.readLine() != null) {
                    line++;
                }
            } catch (IOException e) {
                throw failed(e);
            }
        }

        @Override
        public @Nullable DataSourcePayload next() {
            RowBatchBuilder rows = new RowBatchBuilder(options.schema(), options.rows());
            rows.origin(file.getFileName().toString());
            try {
                String text = null;
                while (rows.rowCount() < options.rows()
                        && rows.sizeBytes() < options.bytes()
                        && (text = reader.readLine()) != null) {
                    rows.position(++line);
                    rows.addRow(Map.of("line", line, "text", text));
                }
            } catch (IOException e) {
                throw failed(e);
            }
            return rows.rowCount() == 0 ? null : DataSourcePayload.of(rows.build(), StreamState.of("line", line));
        }

        private HeadgateException failed(IOException cause) {
            return new HeadgateException(
                    CommonErrorCode.IO_FAILED, "reading " + file + " failed: " + cause.getMessage(), cause);
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }
}
