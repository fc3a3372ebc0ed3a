package io.headgate.destination.file;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Keys and values as text under a checksum, so that a file cut off by a power failure is told from a whole one. */
final class SealedFile {

    private static final String TITLE = "headgate 1 ";

    private SealedFile() {}

    static byte[] encode(Properties values) {
        try {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            values.store(body, null);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(title(body.toByteArray()));
            body.writeTo(all);
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] title(byte[] body) {
        CRC32 checksum = new CRC32();
        checksum.update(body);
        return (TITLE + String.format("%08x", checksum.getValue()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads a file, or null if there is none.
     *
     * @throws HeadgateException {@code CHECKPOINT_LOST} if it is not what was once written
     */
    static @Nullable Properties read(Path file) throws IOException {
        byte[] all;
        try {
            all = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        int titleLength = title(new byte[0]).length;
        byte[] body = new byte[Math.max(0, all.length - titleLength)];
        if (all.length >= titleLength) {
            System.arraycopy(all, titleLength, body, 0, body.length);
        }
        byte[] title = title(body);
        if (all.length < titleLength || Arrays.mismatch(title, all) != titleLength) {
            throw new HeadgateException(
                    CommonErrorCode.CHECKPOINT_LOST,
                    file
                            + " is damaged: it was cut off or changed by hand. Restore it from a backup, or start anew with"
                            + " fresh=true after you have looked at what the target holds.");
        }
        Properties values = new Properties();
        values.load(new ByteArrayInputStream(body));
        return values;
    }
}
