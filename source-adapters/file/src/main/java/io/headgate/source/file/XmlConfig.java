package io.headgate.source.file;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.data.DataType;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.FileColumns;
import io.headgate.source.file.common.FileOptions;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of an xml source may say. The keys are described on its page in the documentation. */
record XmlConfig(
        @ConfigKey(value = "the file or the folder to read, or a glob; ~ is not expanded", required = true)
                String sourcePath,
        @ConfigKey(
                        value =
                                "the element that is a record: its name, such as order, or its path, such as /orders/order",
                        required = true)
                String recordElement,
        @ConfigKey(value = "glob on the file's name, if source_path is a folder", defaultValue = "*.{xml,xml.gz}")
                String filePattern,
        @ConfigKey(value = "whether folders within the folder are read as well", defaultValue = "false")
                boolean recursive,
        @ConfigKey(
                        "a table from prefix to namespace: names within these are written prefix:name, all others without prefix")
                Map<String, String> namespaces,
        @ConfigKey(value = "what the names of attributes begin with as fields", defaultValue = "_")
                String attributePrefix,
        @ConfigKey(
                        value = "the field of the text of an element that has attributes or elements as well",
                        defaultValue = "_text")
                String textField,
        @ConfigKey("a table from column to type; columns that it does not name are inferred") @Nullable Object columns,
        @ConfigKey(
                        value = "what elements with elements, and repeated ones, become: json or struct",
                        defaultValue = "json")
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
        @ConfigKey(value = "whether a run reads only files that earlier runs have not read", defaultValue = "false")
                boolean incremental,
        @ConfigKey(
                        value = "incremental: error, reread or ignore a file that was read and has changed",
                        defaultValue = "error")
                OnChangedFile onChangedFile,
        @ConfigKey(value = "whether a file is recognised by all of its bytes, not by its edges", defaultValue = "false")
                boolean hash,
        @ConfigKey(
                        value = "incremental: how long a file must rest before it counts as whole",
                        defaultValue = "60s",
                        tuning = true)
                Duration settle,
        @ConfigKey(
                        value = "how many records decide the columns and types that are not declared",
                        defaultValue = "10000",
                        tuning = true)
                int sampleRows,
        @ConfigKey(value = "partitions are not made smaller than this", defaultValue = "8MB", tuning = true)
                ByteSize minPartitionBytes) {

    XmlConfig {
        new ConfigCheck()
                .require(!sourcePath.isBlank(), "source_path", "is empty: name a file or a folder")
                .require(
                        recordElement.matches("/?[^/\\s]+(?<!/)") || recordElement.matches("(/[^/\\s]+)+"),
                        "record_element",
                        "is an element's name, such as order, or its path from the root, such as /orders/order")
                .require(
                        hasKnownPrefixes(recordElement, namespaces),
                        "record_element",
                        "has a prefix that namespaces does not explain: namespaces = { prefix = \"http://…\" }")
                .require(!textField.isEmpty(), "text_field", "is empty")
                .require(
                        Map.copyOf(namespaces).values().stream().distinct().count() == namespaces.size(),
                        "namespaces",
                        "gives two prefixes to one namespace")
                .require(maxExpansion >= 1, "max_expansion", "is at least 1")
                .require(sampleRows >= 1 && sampleRows <= 10_000_000, "sample_rows", "is a number from 1 to 10000000")
                .require(minPartitionBytes.bytes() >= 1, "min_partition_bytes", "is at least 1")
                .require(!settle.isNegative(), "settle", "is not negative")
                .throwIfAny();
        FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn);
        DeclaredTypes.parse(columns, XmlConfig::isSupported);
    }

    private static boolean hasKnownPrefixes(String element, Map<String, String> namespaces) {
        return Arrays.stream(element.split("/"))
                .filter(name -> name.contains(":"))
                .allMatch(name -> namespaces.containsKey(name.substring(0, name.indexOf(':'))));
    }

    /** A map has no form in XML. */
    private static boolean isSupported(DataType type) {
        return !(type instanceof DataType.MapOf);
    }

    DeclaredTypes declared() {
        return DeclaredTypes.parse(columns, XmlConfig::isSupported);
    }

    FileOptions files() {
        return new FileOptions(
                sourcePath,
                filePattern,
                recursive,
                compression,
                maxExpansion,
                streamPer,
                FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn),
                incremental,
                onChangedFile,
                hash,
                settle,
                minPartitionBytes.bytes());
    }
}
