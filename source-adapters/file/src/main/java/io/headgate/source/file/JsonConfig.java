package io.headgate.source.file;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.FileColumns;
import io.headgate.source.file.common.FileOptions;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a json source may say. The keys are described on its page in the documentation. */
record JsonConfig(
        @ConfigKey(value = "the file or the folder to read, or a glob; ~ is not expanded", required = true)
                String sourcePath,
        @ConfigKey(
                        value = "glob on the file's name, if source_path is a folder",
                        defaultValue = "*.{json,jsonl,ndjson,json.gz,jsonl.gz,ndjson.gz}")
                String filePattern,
        @ConfigKey(value = "whether folders within the folder are read as well", defaultValue = "false")
                boolean recursive,
        @ConfigKey(
                        value = "auto (array if a file begins with [ or a pointer is set, else lines), lines or array",
                        defaultValue = "auto")
                Layout layout,
        @ConfigKey(
                        "where in a file the array of records is, as a JSON pointer such as /data/items; by default the whole file")
                @Nullable
                String pointer,
        @ConfigKey("a table from column to type; columns that it does not name are inferred") @Nullable Object columns,
        @ConfigKey(value = "what objects and arrays within a record become: json or struct", defaultValue = "json")
                Nested nested,
        @ConfigKey(
                        value = "reject a record with a field that is no column, or ignore such fields",
                        defaultValue = "reject")
                UnknownFields unknownFields,
        @ConfigKey(
                        value = "auto (by the name: .gz .zst .bz2 .zip), none, gzip, zstd, bzip2 or zip",
                        defaultValue = "auto")
                Compression compression,
        @ConfigKey(value = "how many times as large as on disk a compressed file may become", defaultValue = "1000")
                int maxExpansion,
        @ConfigKey(value = "what makes a stream: source (all files) or file", defaultValue = "source")
                StreamPer streamPer,
        @ConfigKey("columns from folders such as year=2024: a list of names, or a table from name to type") @Nullable
                Object pathColumns,
        @ConfigKey("adds a column of this name with the file's name") @Nullable String fileNameColumn,
        @ConfigKey("adds a column of this name with the time when the file was last written") @Nullable
                String modifiedColumn,
        @ConfigKey(value = "whether a run reads only what earlier runs have not read", defaultValue = "false")
                boolean incremental,
        @ConfigKey(
                        value =
                                "incremental: error, reread or ignore a file that was read and has changed otherwise than by growing",
                        defaultValue = "error")
                OnChangedFile onChangedFile,
        @ConfigKey(value = "whether a file is recognised by all of its bytes, not by its edges", defaultValue = "false")
                boolean hash,
        @ConfigKey(
                        value = "incremental: how long a file must rest before its end counts as whole",
                        defaultValue = "60s",
                        tuning = true)
                Duration settle,
        @ConfigKey(
                        value = "how many records decide the columns and types that are not declared",
                        defaultValue = "10000",
                        tuning = true)
                int sampleRows,
        @ConfigKey(value = "a file is not cut into parts smaller than this", defaultValue = "8MB", tuning = true)
                ByteSize minPartitionBytes) {

    /** Where the records of a file are. */
    enum Layout {
        AUTO,
        LINES,
        ARRAY
    }

    JsonConfig {
        String at = pointer == null ? "" : pointer;
        ConfigCheck check = files(
                        sourcePath,
                        filePattern,
                        recursive,
                        FileColumns.NONE,
                        compression,
                        maxExpansion,
                        streamPer,
                        incremental,
                        onChangedFile,
                        hash,
                        settle,
                        minPartitionBytes)
                .check(new ConfigCheck())
                .require(
                        at.isEmpty() || at.startsWith("/"),
                        "pointer",
                        "is a JSON pointer, which begins with a slash: /data/items")
                .require(
                        at.isEmpty() || layout != Layout.LINES,
                        "pointer",
                        "is for a file that is one document, and layout = \"lines\" has one in each line")
                .require(sampleRows >= 1 && sampleRows <= 10_000_000, "sample_rows", "is a number from 1 to 10000000");
        check.throwIfAny();
        FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn);
        DeclaredTypes.parse(columns, DeclaredTypes.ANY);
    }

    DeclaredTypes declared() {
        return DeclaredTypes.parse(columns, DeclaredTypes.ANY);
    }

    String pointerOrEmpty() {
        return pointer == null ? "" : pointer;
    }

    FileOptions files() {
        return files(
                sourcePath,
                filePattern,
                recursive,
                FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn),
                compression,
                maxExpansion,
                streamPer,
                incremental,
                onChangedFile,
                hash,
                settle,
                minPartitionBytes);
    }

    private static FileOptions files(
            String sourcePath,
            String filePattern,
            boolean recursive,
            FileColumns fileColumns,
            Compression compression,
            int maxExpansion,
            StreamPer streamPer,
            boolean incremental,
            OnChangedFile onChangedFile,
            boolean hash,
            Duration settle,
            ByteSize minPartitionBytes) {
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
                minPartitionBytes.bytes());
    }
}
