package io.headgate.source.file;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.FileColumns;
import io.headgate.source.file.common.FileOptions;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a csv source may say. The keys are described on its page in the documentation. */
record CsvConfig(
        @ConfigKey(value = "the file or the folder to read, or a glob; ~ is not expanded", required = true)
                String sourcePath,
        @ConfigKey(value = "glob on the file's name, if source_path is a folder", defaultValue = "*.{csv,csv.gz}")
                String filePattern,
        @ConfigKey(value = "whether folders within the folder are read as well", defaultValue = "false")
                boolean recursive,
        @ConfigKey(value = "what separates fields", defaultValue = ",") String delimiter,
        @ConfigKey(value = "the character around quoted fields; empty for none", defaultValue = "\"") String quote,
        @ConfigKey("the character that takes the next one literally; by default a quote is written twice") @Nullable
                String escape,
        @ConfigKey(value = "whether the first record of each file names the columns", defaultValue = "true")
                boolean header,
        @ConfigKey("a table from column name to type; without a header a list of names or a table of all columns")
                @Nullable
                Object columns,
        @ConfigKey("one text or several that stand for no value where they are not quoted; by default the empty one")
                List<String> nullText,
        @ConfigKey(value = "character set of the files", defaultValue = "UTF-8") String charset,
        @ConfigKey(
                        value = "auto (by the name: .gz .zst .bz2 .zip), none, gzip, zstd, bzip2 or zip",
                        defaultValue = "auto")
                Compression compression,
        @ConfigKey(value = "whether a run reads only what earlier runs have not read", defaultValue = "false")
                boolean incremental,
        @ConfigKey(
                        value =
                                "incremental: how long a file must rest before a last record without a line end counts as whole",
                        defaultValue = "60s",
                        tuning = true)
                Duration settle,
        @ConfigKey(
                        value = "how many records decide the types of columns that are not declared",
                        defaultValue = "10000",
                        tuning = true)
                int sampleRows,
        @ConfigKey(value = "a file is not cut into parts smaller than this", defaultValue = "8MB", tuning = true)
                ByteSize minPartitionBytes,
        @ConfigKey("how many times as large as on disk a compressed file may become; 1000 by default") @Nullable
                Integer maxExpansion,
        @ConfigKey("what makes a stream: source (all files, the default) or file") @Nullable StreamPer streamPer,
        @ConfigKey("columns from folders such as year=2024: a list of names, or a table from name to type") @Nullable
                Object pathColumns,
        @ConfigKey("adds a column of this name with the file's name") @Nullable String fileNameColumn,
        @ConfigKey("adds a column of this name with the time when the file was last written") @Nullable
                String modifiedColumn,
        @ConfigKey("incremental: error (the default), reread or ignore a file that was read and has changed otherwise"
                        + " than by growing")
                @Nullable
                OnChangedFile onChangedFile,
        @ConfigKey("whether a file is recognised by all of its bytes; false by default: by its edges") @Nullable
                Boolean hash) {

    CsvConfig {
        delimiter = delimiter.equals("\\t") ? "\t" : delimiter;
        nullText = nullText.isEmpty() ? List.of("") : List.copyOf(nullText);
        ConfigCheck check = new ConfigCheck()
                .require(!sourcePath.isBlank(), "source_path", "is empty: name a file or a folder")
                .require(!delimiter.isEmpty(), "delimiter", "is empty: name what separates fields, for instance ;")
                .require(!hasLineEnd(delimiter), "delimiter", "cannot hold a line end")
                .require(quote.length() <= 1, "quote", "is one character, or empty for none")
                .require(!hasLineEnd(quote), "quote", "cannot be a line end")
                .require(quote.isEmpty() || !delimiter.contains(quote), "quote", "is part of the delimiter as well")
                .require(escape == null || escape.length() == 1, "escape", "is one character")
                .require(escape == null || !hasLineEnd(escape), "escape", "cannot be a line end")
                .require(escape == null || !delimiter.contains(escape), "escape", "is part of the delimiter as well")
                .require(sampleRows >= 1 && sampleRows <= 10_000_000, "sample_rows", "is a number from 1 to 10000000")
                .require(minPartitionBytes.bytes() >= 1, "min_partition_bytes", "is at least 1")
                .require(!settle.isNegative(), "settle", "is not negative")
                .require(maxExpansion == null || maxExpansion >= 1, "max_expansion", "is at least 1")
                .require(isCharset(charset), "charset", "'" + charset + "' is no known character set; try UTF-8");
        check.throwIfAny();
        FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn);
        CsvColumns parsed = CsvColumns.parse(columns);
        if (header && parsed.isList()) {
            throw new ConfigException(
                    "columns",
                    "a list of names is for files without a header: set header = false, or write a table from column"
                            + " to type, for instance { price = \"decimal(12,2)\" }");
        }
        if (escape != null && !escape.equals(quote) && !CsvFormat.isPlain(delimiter, quote, Charset.forName(charset))) {
            throw new ConfigException(
                    "escape", "works with a delimiter of one ASCII character and a charset such as UTF-8 only");
        }
    }

    CsvColumns parsedColumns() {
        return CsvColumns.parse(columns);
    }

    FileOptions files() {
        return FileOptions.of(sourcePath, filePattern, recursive)
                .withCompression(compression, maxExpansion)
                .withStreams(streamPer, FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn))
                .withIncremental(incremental, onChangedFile, hash, settle)
                .withMinPartitionBytes(minPartitionBytes.bytes());
    }

    private static boolean hasLineEnd(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
