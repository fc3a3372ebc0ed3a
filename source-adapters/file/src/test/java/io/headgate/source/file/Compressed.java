package io.headgate.source.file;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Bytes as other programs compress them. */
final class Compressed {

    private interface Opener {
        OutputStream open(OutputStream to) throws IOException;
    }

    private Compressed() {}

    static byte[] gzip(String text) {
        return write(text, GZIPOutputStream::new);
    }

    static byte[] zstd(String text) {
        return write(text, to -> {
            ZstdOutputStream out = new ZstdOutputStream(to);
            out.setChecksum(true);
            return out;
        });
    }

    static byte[] bzip2(String text) {
        return write(text, BZip2CompressorOutputStream::new);
    }

    static byte[] zip(String text, String... names) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] write(String text, Opener opener) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = opener.open(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
