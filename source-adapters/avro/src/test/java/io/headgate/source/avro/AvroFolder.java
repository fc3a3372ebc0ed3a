package io.headgate.source.avro;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import io.headgate.source.file.typed.TypedFileConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;

/** A folder of Avro files, written by Avro's own writer, and the source that reads it. */
final class AvroFolder {

    private static final byte[] MARKER = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);

    final Path path;
    private final Map<String, Object> config = new LinkedHashMap<>();

    AvroFolder(Path path) {
        this.path = path;
        config.put("source_path", path.toString());
    }

    AvroFolder with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    AvroFolder file(String name, String schema, int rows, int blockRows, IntFunction<Object> record) {
        return file(name, schema, rows, blockRows, CodecFactory.nullCodec(), record);
    }

    /** A file that has rested for years. */
    AvroFolder file(
            String name, String schema, int rows, int blockRows, CodecFactory codec, IntFunction<Object> record) {
        Schema parsed = new Schema.Parser().parse(schema);
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(parsed))) {
                // The marker is otherwise another one each time, and with it the file.
                writer.setCodec(codec).create(parsed, Files.newOutputStream(file), MARKER);
                for (int i = 0; i < rows; i++) {
                    writer.append(record.apply(i));
                    if (i % blockRows == blockRows - 1) {
                        writer.sync();
                    }
                }
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** A record of one file from its values in order. */
    static GenericData.Record record(String schema, Object... values) {
        GenericData.Record record = new GenericData.Record(new Schema.Parser().parse(schema));
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        return record;
    }

    IDataSource source() {
        return new AvroSourceFactory().create("trips", ConfigBinder.bind(TypedFileConfig.class, config));
    }
}
