package io.headgate.source.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Recognises a file by its first kilobytes and by the last ones before a place up to which it was, or will be, read. Growth does
 * not change it; another file under the same name does.
 */
final class CsvFingerprint {

    private static final int PART = 4096;
    private static final int SHOWN_BYTES = 8;

    private CsvFingerprint() {}

    static String of(Path path, long end) {
        try (FileChannel channel = CsvInput.openChannel(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            int head = (int) Math.min(PART, end);
            update(digest, channel, 0, head);
            update(digest, channel, Math.max(head, end - PART), end);
            return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
        } catch (IOException e) {
            throw CsvInput.failure(path, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) (to - from));
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            // A read may give less than was asked for.
        }
        digest.update(buffer.flip());
    }
}
