package io.headgate.source.parquet;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.source.file.common.FileColumns;
import io.headgate.source.file.common.FileOptions;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@code config = { … }} of a parquet source may say: what all sources have whose files tell their own columns, and what a page
 * may become. The keys are described on the source's page in the documentation.
 */
record ParquetConfig(
        @ConfigKey(value = "the file or the folder to read, or a glob; ~ is not expanded", required = true)
                String sourcePath,
        @ConfigKey(value = "glob on the file's name, if source_path is a folder", defaultValue = "*.parquet")
                String filePattern,
        @ConfigKey(value = "whether folders within the folder are read as well", defaultValue = "false")
                boolean recursive,
        @ConfigKey(value = "whether a run reads only files that earlier runs have not read", defaultValue = "false")
                boolean incremental,
        @ConfigKey("incremental: error (the default), reread or ignore a file that was read and has changed") @Nullable
                OnChangedFile onChangedFile,
        @ConfigKey("whether a file is recognised by all of its bytes; false by default: by its edges") @Nullable
                Boolean hash,
        @ConfigKey(
                        value = "incremental: how long a file must rest before it is read",
                        defaultValue = "60s",
                        tuning = true)
                Duration settle,
        @ConfigKey("what makes a stream: source (all files, the default) or file") @Nullable StreamPer streamPer,
        @ConfigKey("columns from folders such as year=2024: a list of names, or a table from name to type") @Nullable
                Object pathColumns,
        @ConfigKey("adds a column of this name with the file's name") @Nullable String fileNameColumn,
        @ConfigKey("adds a column of this name with the time when the file was last written") @Nullable
                String modifiedColumn,
        @ConfigKey(value = "a file is not cut into parts smaller than this", defaultValue = "8MB", tuning = true)
                ByteSize minPartitionBytes,
        @ConfigKey(
                        value = "how large a page may be, decompressed; one that says it is larger is not read",
                        defaultValue = "128MB",
                        tuning = true)
                ByteSize maxPage) {

    ParquetConfig {
        options(sourcePath, filePattern, recursive, minPartitionBytes)
                .withStreams(streamPer, FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn))
                .withIncremental(incremental, onChangedFile, hash, settle)
                .check(new ConfigCheck())
                .require(maxPage.bytes() >= 1, "max_page", "is at least 1")
                .throwIfAny();
    }

    /** The same as every source of files has it. */
    FileOptions files() {
        return options(sourcePath, filePattern, recursive, minPartitionBytes)
                .withStreams(streamPer, FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn))
                .withIncremental(incremental, onChangedFile, hash, settle);
    }

    private static FileOptions options(String path, String pattern, boolean recursive, ByteSize smallestPart) {
        return FileOptions.of(path, pattern, recursive).withMinPartitionBytes(smallestPart.bytes());
    }
}
