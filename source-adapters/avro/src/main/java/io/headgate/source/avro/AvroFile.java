package io.headgate.source.avro;

import io.headgate.api.data.Field;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.SourceFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;

/** An open file. One thread. */
final class AvroFile implements AutoCloseable {

    /** Something that reads. */
    interface Action<T> {
        T run() throws IOException;
    }

    private final SourceFile file;
    private final DataFileReader<Object> reader;
    private final long headerEnd;

    private AvroFile(SourceFile file, DataFileReader<Object> reader) {
        this.file = file;
        this.reader = reader;
        this.headerEnd = reader.previousSync();
    }

    /** Opens a file for its schema and its blocks only. */
    static AvroFile open(SourceFile file) {
        return open(file, new GenericDatumReader<>());
    }

    static AvroFile open(SourceFile file, DatumReader<Object> records) {
        return guarded(file, () -> {
            measureHeader(file);
            return new AvroFile(file, new DataFileReader<>(file.path().toFile(), records));
        });
    }

    /** Avro makes room for whatever length a text in the header says that it has. Here they are passed over. */
    private static void measureHeader(SourceFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.path())) {
            BinaryDecoder header = DecoderFactory.get().binaryDecoder(in, null);
            header.skipFixed(DataFileConstants.MAGIC.length);
            for (long entries = header.readMapStart(); entries > 0; entries = header.mapNext()) {
                for (long i = 0; i < entries; i++) {
                    header.skipString();
                    header.skipBytes();
                }
            }
        }
    }

    DataFileReader<Object> reader() {
        return reader;
    }

    /** Where the first block begins. */
    long headerEnd() {
        return headerEnd;
    }

    List<Field> fields() {
        return guarded(() -> AvroTypes.fields(reader.getSchema()));
    }

    /** The blocks from a place on; 0 is the first. */
    AvroBlocks blocks(long from, long end) {
        return guarded(() -> new AvroBlocks(file.path(), headerEnd, Math.max(from, headerEnd), end));
    }

    <T> T guarded(Action<T> action) {
        return guarded(file, action);
    }

    private static <T> T guarded(SourceFile file, Action<T> action) {
        try {
            return action.run();
        } catch (HeadgateException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, file.path() + " is gone: put it back so that it can be read", e);
        } catch (AvroRuntimeException | EOFException e) {
            throw damaged(file, e);
        } catch (IOException e) {
            throw damaged(file, e);
        } catch (IndexOutOfBoundsException | NegativeArraySizeException | UnsupportedOperationException e) {
            // What the decoder makes of bytes that are no record.
            throw damaged(file, e);
        }
    }

    private static HeadgateException damaged(SourceFile file, Exception e) {
        return new HeadgateException(
                FileErrorCode.BAD_FILE,
                file.path() + " is no Avro container file that can be read to its end (" + e.getMessage()
                        + "): restore it, or move it out of the source's files",
                e);
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }
}
