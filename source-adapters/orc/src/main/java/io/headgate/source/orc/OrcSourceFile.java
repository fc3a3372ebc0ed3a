package io.headgate.source.orc;

import io.headgate.api.data.Field;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.orc.EncryptionVariant;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;

/** A file whose footer was read. One thread. */
final class OrcSourceFile implements AutoCloseable {

    /** Something that reads. */
    interface Action<T> {
        T run() throws IOException;
    }

    private final SourceFile file;
    private final Reader reader;

    private OrcSourceFile(SourceFile file, Reader reader) {
        this.file = file;
        this.reader = reader;
    }

    static OrcSourceFile open(SourceFile file) {
        return guarded(file, () -> {
            // A timestamp shows the same wall clock wherever it is read, and old dates are those of today's calendar.
            OrcFile.ReaderOptions options = OrcFile.readerOptions(new Configuration(false))
                    .filesystem(new OrcFileSystem())
                    .useUTCTimestamp(true)
                    .convertToProlepticGregorian(true);
            Path path = new Path(file.path().toAbsolutePath().toUri());
            Reader reader = OrcFile.createReader(path, options);
            try {
                checkStripes(reader.getStripes(), Files.size(file.path()));
                refuseEncrypted(file, reader.getEncryptionVariants());
            } catch (IOException | RuntimeException e) {
                reader.close();
                throw e;
            }
            return new OrcSourceFile(file, reader);
        });
    }

    /** ORC makes room for as many bytes as a stripe's footer says that it has, though not for its streams. */
    private static void checkStripes(List<StripeInformation> stripes, long size) throws IOException {
        for (StripeInformation stripe : stripes) {
            long left = size;
            for (long part : List.of(
                    stripe.getOffset(), stripe.getIndexLength(), stripe.getDataLength(), stripe.getFooterLength())) {
                if (part < 0 || part > left) {
                    throw new IOException("the stripe at byte " + stripe.getOffset()
                            + " does not end within the file of " + size + " bytes");
                }
                left -= part;
            }
        }
    }

    /** Without a key ORC gives what stands in place of the values: null, or whatever else the writer has chosen. */
    private static void refuseEncrypted(SourceFile file, EncryptionVariant[] variants) {
        if (variants.length > 0) {
            String columns = Arrays.stream(variants)
                    .map(variant -> variant.getRoot().getFullFieldName())
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new HeadgateException(
                    FileErrorCode.BAD_FILE,
                    file.path() + " has encrypted columns (" + columns
                            + "), which cannot be read: write it without encryption, or move it out of the source's files");
        }
    }

    Reader reader() {
        return reader;
    }

    TypeDescription schema() {
        return reader.getSchema();
    }

    List<Field> fields() {
        return OrcTypes.fields(schema());
    }

    List<StripeInformation> stripes() {
        return reader.getStripes();
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
        } catch (IOException | RuntimeException e) {
            throw new HeadgateException(
                    FileErrorCode.BAD_FILE,
                    file.path() + " is no ORC file that can be read to its end (" + e.getMessage()
                            + "): restore it, or move it out of the source's files",
                    e);
        }
    }

    @Override
    public void close() {
        guarded(() -> {
            reader.close();
            return true;
        });
    }
}
