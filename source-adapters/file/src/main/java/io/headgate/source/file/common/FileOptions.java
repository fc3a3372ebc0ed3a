package io.headgate.source.file.common;

import io.headgate.api.config.ConfigCheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration of any source of files says about the files, whatever their format. A format's configuration record has a key
 * for each of these that makes sense for it, and makes this from them with {@link #of} and the {@code with…} copies.
 *
 * @param sourcePath a file, a folder, or a glob
 * @param filePattern glob on the file's name, for a folder
 * @param recursive whether folders within the folder are read as well
 * @param compression how the files are compressed
 * @param maxExpansion how many times as large as on disk a compressed file may become
 * @param streamPer what makes a stream
 * @param fileColumns columns that come from a file's path, name and time
 * @param incremental whether a run reads only what earlier runs have not read
 * @param onChangedFile what happens with a file that was read and has changed
 * @param hash whether a file is recognised by all of its bytes
 * @param settle how long a file must rest before it counts as whole
 * @param minPartitionBytes a file is not cut into parts smaller than this
 */
public record FileOptions(
        String sourcePath,
        String filePattern,
        boolean recursive,
        Compression compression,
        int maxExpansion,
        StreamPer streamPer,
        FileColumns fileColumns,
        boolean incremental,
        OnChangedFile onChangedFile,
        boolean hash,
        Duration settle,
        long minPartitionBytes) {

    public static final int DEFAULT_MAX_EXPANSION = 1000;
    public static final Duration DEFAULT_SETTLE = Duration.ofSeconds(60);
    public static final long DEFAULT_MIN_PARTITION_BYTES = 8L << 20;

    /** With everything else at its default, and no compression. */
    public static FileOptions of(String sourcePath, String filePattern, boolean recursive) {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                Compression.NONE,
                DEFAULT_MAX_EXPANSION,
                StreamPer.SOURCE,
                FileColumns.NONE,
                false,
                OnChangedFile.ERROR,
                false,
                DEFAULT_SETTLE,
                DEFAULT_MIN_PARTITION_BYTES);
    }

    /**
     * @param ratio null for the default
     */
    public FileOptions withCompression(Compression newCompression, @Nullable Integer ratio) {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                newCompression,
                ratio == null ? DEFAULT_MAX_EXPANSION : ratio,
                streamPer,
                fileColumns,
                incremental,
                onChangedFile,
                hash,
                settle,
                minPartitionBytes);
    }

    /**
     * @param per null for one stream of all files
     */
    public FileOptions withStreams(@Nullable StreamPer per, FileColumns columns) {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                compression,
                maxExpansion,
                per == null ? StreamPer.SOURCE : per,
                columns,
                incremental,
                onChangedFile,
                hash,
                settle,
                minPartitionBytes);
    }

    /**
     * @param policy null for an error
     * @param whole null for no hash
     */
    public FileOptions withIncremental(
            boolean on, @Nullable OnChangedFile policy, @Nullable Boolean whole, Duration rest) {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                compression,
                maxExpansion,
                streamPer,
                fileColumns,
                on,
                policy == null ? OnChangedFile.ERROR : policy,
                whole != null && whole,
                rest,
                minPartitionBytes);
    }

    public FileOptions withMinPartitionBytes(long bytes) {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                compression,
                maxExpansion,
                streamPer,
                fileColumns,
                incremental,
                onChangedFile,
                hash,
                settle,
                bytes);
    }

    /** Notes what is wrong with the values, by the names of the keys. */
    public ConfigCheck check(ConfigCheck check) {
        return check.require(!sourcePath.isBlank(), "source_path", "is empty: name a file or a folder")
                .require(maxExpansion >= 1, "max_expansion", "is at least 1")
                .require(minPartitionBytes >= 1, "min_partition_bytes", "is at least 1")
                .require(!settle.isNegative(), "settle", "is not negative");
    }
}
