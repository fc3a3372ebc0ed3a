package io.headgate.source.file.common;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Names of streams that are single files: the file's path without its endings, what is no letter, digit, dot or dash as an
 * underscore; a long one is cut and ends in a checksum of the whole. It depends on the file alone, so that it, and the state that is
 * kept by it, stay the same when others come.
 */
final class StreamNames {

    private static final int LONGEST = 60;

    private StreamNames() {}

    /**
     * The files by the names of their streams, in their order.
     *
     * @throws HeadgateException if two files have the same
     */
    static Map<String, SourceFile> of(List<SourceFile> files) {
        Map<String, SourceFile> named = new LinkedHashMap<>();
        for (SourceFile file : files) {
            String name = name(file.name());
            SourceFile other = named.put(name, file);
            if (other != null) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        other.name() + " and " + file.name() + " would both be the stream '" + name
                                + "': rename one of them, or choose files with file_pattern");
            }
        }
        return named;
    }

    private static String name(String file) {
        String plain = Compression.withoutSuffix(file);
        int dot = plain.lastIndexOf('.');
        boolean ending = dot > plain.lastIndexOf('/') + 1;
        String name = (ending ? plain.substring(0, dot) : plain).replaceAll("[^\\p{L}\\p{N}._-]", "_");
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "-" + checksum(file);
    }

    private static String checksum(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", checksum.getValue());
    }
}
