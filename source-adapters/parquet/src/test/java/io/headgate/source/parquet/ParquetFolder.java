package io.headgate.source.parquet;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.source.IDataSource;
import io.headgate.source.file.typed.TypedFileConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** A folder of Parquet files, written by Parquet's own writer, and the source that reads it. */
final class ParquetFolder {

    /** The length of the footer, and the letters PAR1. */
    private static final int END = 8;

    final Path path;
    private final Map<String, Object> config = new LinkedHashMap<>();

    ParquetFolder(Path path) {
        this.path = path;
        config.put("source_path", path.toString());
    }

    ParquetFolder with(String key, Object value) {
        config.put(key, value);
        return this;
    }

    ParquetFolder file(String name, String schema, int rows, int groupRows, BiConsumer<Group, Integer> fill) {
        return file(name, schema, rows, groupRows, CompressionCodecName.UNCOMPRESSED, fill);
    }

    /** A file that has rested for years. */
    ParquetFolder file(
            String name,
            String schema,
            int rows,
            int groupRows,
            CompressionCodecName codec,
            BiConsumer<Group, Integer> fill) {
        MessageType type = MessageTypeParser.parseMessageType(schema);
        Path file = path.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(type)
                    .withConf(new PlainParquetConfiguration())
                    .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                    .withCompressionCodec(codec)
                    .withRowGroupRowCountLimit(groupRows)
                    .withPageRowCountLimit(Math.max(1, groupRows / 3))
                    .build()) {
                for (int i = 0; i < rows; i++) {
                    Group group = new SimpleGroup(type);
                    fill.accept(group, i);
                    writer.write(group);
                }
            }
            Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes a file once more, with another footer. */
    ParquetFolder footer(String name, Consumer<FileMetaData> change) throws IOException {
        byte[] whole = Files.readAllBytes(path.resolve(name));
        int length = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - END);
        int start = whole.length - END - length;
        FileMetaData footer = Util.readFileMetaData(new ByteArrayInputStream(whole, start, length));
        change.accept(footer);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        changed.write(whole, 0, start);
        Util.writeFileMetaData(footer, changed);
        int newLength = changed.size() - start;
        changed.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(newLength)
                .array());
        changed.write(whole, whole.length - Integer.BYTES, Integer.BYTES);
        Files.write(path.resolve(name), changed.toByteArray());
        return this;
    }

    IDataSource source() {
        return new ParquetSourceFactory().create("trips", ConfigBinder.bind(TypedFileConfig.class, config));
    }
}
