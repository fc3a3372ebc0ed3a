package io.headgate.source.orc;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import io.headgate.source.file.typed.TypedFileConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.util.Progressable;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;

/** A folder of ORC files, written by ORC's own writer, and the source that reads it. */
final class OrcFolder {

    final Path path;
    private final Map<String, Object> config = new LinkedHashMap<>();

    OrcFolder(Path path) {
        this.path = path;
        config.put("source_path", path.toString());
    }

    OrcFolder with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    /** Sets the values of one row in the vectors. */
    interface Filler {
        void fill(VectorizedRowBatch batch, int at, int row);
    }

    OrcFolder file(String name, String schema, int rows, int stripeRows, Filler filler) {
        return file(name, schema, rows, stripeRows, CompressionKind.NONE, filler);
    }

    OrcFolder file(String name, String schema, int rows, int stripeRows, CompressionKind kind, Filler filler) {
        return file(name, schema, rows, stripeRows, options -> options.compress(kind), filler);
    }

    /** A file that has rested for years. */
    OrcFolder file(
            String name,
            String schema,
            int rows,
            int stripeRows,
            UnaryOperator<OrcFile.WriterOptions> more,
            Filler filler) {
        Path file = path.resolve(name);
        TypeDescription type = TypeDescription.fromString(schema);
        OrcFile.WriterOptions options = more.apply(OrcFile.writerOptions(new Configuration(false))
                .fileSystem(new WritableFileSystem())
                .setSchema(type)
                .useUTCTimestamp(true)
                .setProlepticGregorian(true)
                .overwrite(true));
        try {
            Files.createDirectories(file.getParent());
            try (Writer writer = OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
                VectorizedRowBatch batch = type.createRowBatch();
                for (int row = 0; row < rows; row++) {
                    filler.fill(batch, batch.size++, row);
                    if (batch.size == batch.getMaxSize() || row % stripeRows == stripeRows - 1) {
                        writer.addRowBatch(batch);
                        batch.reset();
                    }
                    if (row % stripeRows == stripeRows - 1) {
                        writer.writeIntermediateFooter();
                    }
                }
                writer.addRowBatch(batch);
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    IDataSource source() {
        return new OrcSourceFactory().create("trips", ConfigBinder.bind(TypedFileConfig.class, config));
    }

    private static final class WritableFileSystem extends OrcFileSystem {
        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            return new FSDataOutputStream(Files.newOutputStream(local(file)), null);
        }
    }
}
