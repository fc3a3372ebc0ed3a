package io.headgate.source.file.common;

import java.nio.file.Path;

/**
 * A file as it was found, or as a plan has it.
 *
 * @param path where it is
 * @param name its path below the source's folder, with slashes: how states and messages name it
 * @param size bytes on disk; of a planned file those up to which it is read
 * @param modifiedMillis when it was last written
 * @param compression how it is compressed, never {@link Compression#AUTO}
 */
public record SourceFile(Path path, String name, long size, long modifiedMillis, Compression compression) {

    public boolean isCompressed() {
        return compression != Compression.NONE;
    }
}
