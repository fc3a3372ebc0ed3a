package io.headgate.source.parquet;

import io.headgate.api.data.Field;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;

/** An open file. One thread. */
final class ParquetFile implements AutoCloseable {

    private static final int SMALLEST = 12;

    private final SourceFile file;
    private final ParquetFileReader reader;
    private final List<BlockMetaData> groups;

    private ParquetFile(SourceFile file, ParquetFileReader reader) {
        this.file = file;
        this.reader = reader;
        this.groups = reader.getRowGroups().stream()
                .filter(group -> group.getRowCount() != 0)
                .toList();
    }

    /** Opens a file and reads its footer. */
    static ParquetFile open(SourceFile file) {
        try {
            if (Files.size(file.path()) < SMALLEST) {
                throw unreadable(file, "is too short to be a Parquet file", null);
            }
            // Without Hadoop's own files of settings. Checksums, where the writer has left any, are compared.
            ParquetReadOptions options = ParquetReadOptions.builder(
                            new HadoopParquetConfiguration(new Configuration(false)))
                    .usePageChecksumVerification(true)
                    .build();
            ParquetFile opened =
                    new ParquetFile(file, ParquetFileReader.open(new LocalInputFile(file.path()), options));
            try {
                opened.checkOrder();
            } catch (RuntimeException e) {
                opened.close();
                throw e;
            }
            return opened;
        } catch (IOException e) {
            throw failed(file, e);
        } catch (RuntimeException e) {
            throw e instanceof HeadgateException known ? known : unreadable(file, "is no readable Parquet file", e);
        }
    }

    /** The beginning of a group is what partitions and restarts know it by. */
    private void checkOrder() {
        long before = -1;
        for (BlockMetaData group : groups) {
            long start = group.getStartingPos();
            if (start <= before) {
                throw unreadable(
                        file,
                        "has a row group that begins at byte " + start + ", behind one that begins at byte " + before,
                        null);
            }
            before = start;
        }
    }

    /** Whether there is nothing in the file at all, which is how a file begins that somebody is about to write. */
    static boolean isEmpty(SourceFile file) {
        return file.size() == 0;
    }

    MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    List<Field> fields() {
        return guarded(() -> ParquetTypes.fields(schema()));
    }

    String createdBy() {
        String by = reader.getFileMetaData().getCreatedBy();
        return by == null ? "" : by;
    }

    /** The row groups with rows, in ascending order of their beginnings. An empty one, as Arrow writes it, begins nowhere. */
    List<BlockMetaData> groups() {
        return groups;
    }

    long records() {
        return groups.stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    /**
     * Reads a row group into memory, compressed as it is in the file.
     *
     * @param index among {@link #groups}
     */
    ParquetGroup group(int index, ParquetRecord record) {
        return guarded(() -> {
            try (ParquetPages pages = new ParquetPages(file.path())) {
                BlockMetaData group = groups.get(index);
                pages.check(group);
                int position = reader.getRowGroups().indexOf(group);
                return new ParquetGroup(reader.readRowGroup(position), schema(), createdBy(), record);
            } catch (IOException e) {
                throw failed(file, e);
            }
        });
    }

    /** Runs something that reads; whatever the library throws becomes a sentence. */
    <T> T guarded(Supplier<T> action) {
        try {
            return action.get();
        } catch (RuntimeException e) {
            throw e instanceof HeadgateException known ? known : unreadable(file, "cannot be read", e);
        }
    }

    private static HeadgateException unreadable(
            SourceFile file, String how, @org.jspecify.annotations.Nullable RuntimeException e) {
        String why = e == null || e.getMessage() == null
                ? ""
                : " (" + e.getMessage().lines().findFirst().orElse("") + ")";
        return new HeadgateException(
                FileErrorCode.BAD_FILE,
                file.path() + " " + how + why + ": restore it, or move it out of the source's files",
                e);
    }

    private static HeadgateException failed(SourceFile file, IOException e) {
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                file.path() + " cannot be read: " + e.getMessage() + ". See whether it is there, whole and may be read",
                e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw failed(file, e);
        }
    }
}
