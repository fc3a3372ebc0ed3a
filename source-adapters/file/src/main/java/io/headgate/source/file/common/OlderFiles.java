package io.headgate.source.file.common;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that were read so long ago that they are not remembered one by one any more, so that a state stays bounded.
 *
 * @param until time of the last of them; a file that was written later is not one of them. Long.MIN_VALUE if there are none
 * @param count how many of them were there when they were forgotten
 * @param sum of these files' names, sizes and times: any other set of files has another one
 */
record OlderFiles(long until, long count, long sum) {

    static final OlderFiles NONE = new OlderFiles(Long.MIN_VALUE, 0, 0);

    /** Whether a file that nothing is known of may be one of them. */
    boolean mayHold(SourceFile file) {
        return file.modifiedMillis() <= until;
    }

    /** Whether these are all of them and no other. */
    boolean are(List<SourceFile> files) {
        long found = 0;
        for (SourceFile file : files) {
            found += checksum(file.name(), file.size(), file.modifiedMillis());
        }
        return files.size() == count && found == sum;
    }

    OlderFiles with(String name, long size, long modifiedMillis) {
        return new OlderFiles(Math.max(until, modifiedMillis), count + 1, sum + checksum(name, size, modifiedMillis));
    }

    /** One that is not there any more: should it come back, it is noticed. */
    OlderFiles withGone(long modifiedMillis) {
        return new OlderFiles(Math.max(until, modifiedMillis), count, sum);
    }

    private static long checksum(String name, long size, long modifiedMillis) {
        try {
            String text = name + '\0' + size + '\0' + modifiedMillis;
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            long value = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                value = value << 8 | digest[i] & 0xff;
            }
            return value;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("until", until);
        map.put("count", count);
        map.put("sum", Long.toHexString(sum));
        return map;
    }

    static OlderFiles fromMap(@Nullable Object value) {
        return value instanceof Map<?, ?> map
                        && map.get("until") instanceof Number until
                        && map.get("count") instanceof Number count
                ? new OlderFiles(
                        until.longValue(),
                        count.longValue(),
                        Long.parseUnsignedLong(String.valueOf(map.get("sum")), 16))
                : NONE;
    }
}
