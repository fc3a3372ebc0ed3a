package io.headgate.source.file;

import java.nio.file.Path;

/**
 * A file as it was found.
 *
 * @param path where it is
 * @param name its path below the source's folder, with slashes: how states and messages name it
 * @param size bytes on disk
 * @param modifiedMillis when it was last written
 * @param gzip whether it is compressed
 */
record CsvFile(Path path, String name, long size, long modifiedMillis, boolean gzip) {}
