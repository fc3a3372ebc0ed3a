package io.headgate.source.http;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pages whose records have been read: 48 bits of a hash for each, 8 characters of state. */
final class WebVisited {

    private static final int BYTES = 6;
    private static final long MASK = (1L << 8 * BYTES) - 1;

    private final Set<Long> pages = new LinkedHashSet<>();

    static WebVisited fromText(@Nullable Object text) {
        WebVisited visited = new WebVisited();
        byte[] bytes = text == null ? new byte[0] : Base64.getDecoder().decode(text.toString());
        for (int i = 0; i + BYTES <= bytes.length; i += BYTES) {
            long hash = 0;
            for (int j = 0; j < BYTES; j++) {
                hash = hash << 8 | bytes[i + j] & 0xFF;
            }
            visited.pages.add(hash);
        }
        return visited;
    }

    String toText() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES * pages.size());
        for (long hash : pages) {
            for (int shift = 8 * (BYTES - 1); shift >= 0; shift -= 8) {
                bytes.write((int) (hash >>> shift) & 0xFF);
            }
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    boolean contains(Object address) {
        return pages.contains(hash(address));
    }

    void add(Object address) {
        pages.add(hash(address));
    }

    private static long hash(Object address) {
        return ApiPage.hash(address.toString()) & MASK;
    }
}
