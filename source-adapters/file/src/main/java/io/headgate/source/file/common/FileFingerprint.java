package io.headgate.source.file.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Recognises a file up to a place up to which it was, or will be, read. Growth does not change it; another file under the same name
 * does. Of the edges: the first kilobytes and the last ones before the place. Of the whole: every byte.
 */
final class FileFingerprint {

    private static final int PART = 4096;
    private static final int READ_AT_ONCE = 1 << 18;
    private static final int SHOWN_BYTES = 8;
    private static final int SHOWN_BYTES_OF_WHOLE = 16;
    private static final String WHOLE = "whole:";

    private FileFingerprint() {}

    static String of(Path path, long end, boolean whole) {
        return whole ? ofWhole(path, end) : ofEdges(path, end);
    }

    /** Whether a file is, up to a place, still the one that a fingerprint was taken of. */
    static boolean matches(Path path, long end, String fingerprint) {
        return of(path, end, fingerprint.startsWith(WHOLE)).equals(fingerprint);
    }

    private static String ofEdges(Path path, long end) {
        try (FileChannel channel = FileInput.openChannel(path)) {
            MessageDigest digest = sha256();
            int head = (int) Math.min(PART, end);
            update(digest, channel, 0, head);
            update(digest, channel, Math.max(head, end - PART), end);
            return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
        } catch (IOException e) {
            throw FileInput.failure(path, e);
        }
    }

    private static String ofWhole(Path path, long end) {
        try (FileChannel channel = FileInput.openChannel(path)) {
            MessageDigest digest = sha256();
            for (long at = 0; at < end; at += READ_AT_ONCE) {
                update(digest, channel, at, Math.min(end, at + READ_AT_ONCE));
            }
            return WHOLE + HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES_OF_WHOLE);
        } catch (IOException e) {
            throw FileInput.failure(path, e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
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
