package io.headgate.source.excel;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.source.file.common.FileColumns;
import io.headgate.source.file.common.FileOptions;
import io.headgate.source.file.common.OnChangedFile;
import io.headgate.source.file.common.StreamPer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of an excel source may say. The keys are described on its page in the documentation. */
record ExcelConfig(
        @ConfigKey(value = "the file or the folder to read, or a glob; ~ is not expanded", required = true)
                String sourcePath,
        @ConfigKey(value = "glob on the file's name, if source_path is a folder", defaultValue = "[!~]*.{xlsx,xlsm}")
                String filePattern,
        @ConfigKey(value = "whether folders within the folder are read as well", defaultValue = "false")
                boolean recursive,
        @ConfigKey("name of the sheet, or its position as a number from 1; by default the first") @Nullable
                Object sheet,
        @ConfigKey(value = "whether a row names the columns", defaultValue = "true") boolean header,
        @ConfigKey("number of that row, as Excel counts; by default the first that is not empty") @Nullable
                Integer headerRow,
        @ConfigKey("the part of the sheet to read, header included: B3:F100, B:F or 3:100") @Nullable String range,
        @ConfigKey("a table from column name to type; other columns have the type that their cells show")
                Map<String, String> columns,
        @ConfigKey(
                        value = "how many rows of a file decide the types of columns that are not declared",
                        defaultValue = "10000",
                        tuning = true)
                int sampleRows,
        @ConfigKey(value = "how many times as large as the file one of its parts may become", defaultValue = "1000")
                int maxExpansion,
        @ConfigKey(
                        value = "how much memory the texts may take that the cells of a workbook share",
                        defaultValue = "128MB",
                        tuning = true)
                ByteSize maxStrings,
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
                String modifiedColumn) {

    ExcelConfig {
        ConfigCheck check = FileOptions.of(sourcePath, filePattern, recursive)
                .withStreams(streamPer, FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn))
                .withIncremental(incremental, onChangedFile, hash, settle)
                .check(new ConfigCheck());
        check.require(isSheet(sheet), "sheet", "is the name of a sheet, or its position from 1 on")
                .require(headerRow == null || header, "header_row", "has no meaning with header = false")
                .require(headerRow == null || headerRow >= 1, "header_row", "is at least 1")
                .require(sampleRows >= 1, "sample_rows", "is at least 1")
                .require(maxExpansion >= 1, "max_expansion", "is at least 1")
                .require(maxStrings.bytes() >= 1, "max_strings", "is at least 1");
        check.throwIfAny();
        ExcelArea area = area(range);
        if (headerRow != null && (headerRow < area.firstRow() || headerRow > area.lastRow())) {
            throw new ConfigException("header_row", "is outside of range");
        }
        types(columns);
    }

    private static boolean isSheet(@Nullable Object sheet) {
        if (sheet instanceof String name) {
            return !name.isBlank();
        }
        return sheet == null || sheet instanceof Number number && number.longValue() >= 1;
    }

    /** The same as every source of files has it. */
    FileOptions files() {
        return FileOptions.of(sourcePath, filePattern, recursive)
                .withStreams(streamPer, FileColumns.parse(pathColumns, fileNameColumn, modifiedColumn))
                .withIncremental(incremental, onChangedFile, hash, settle);
    }

    ExcelArea area() {
        return area(range);
    }

    private static ExcelArea area(@Nullable String range) {
        try {
            return range == null ? ExcelArea.WHOLE : ExcelArea.parse(range);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("range", String.valueOf(e.getMessage()));
        }
    }

    Map<String, DataType> types() {
        return types(columns);
    }

    private static Map<String, DataType> types(Map<String, String> columns) {
        Map<String, DataType> types = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        columns.forEach((name, text) -> {
            try {
                DataType type = DataType.parse(text);
                boolean holds = type instanceof Primitive primitive
                        ? primitive != Primitive.BINARY && primitive != Primitive.TIMESTAMP_TZ
                        : type instanceof DataType.Decimal;
                if (holds) {
                    types.put(name, type);
                } else {
                    problems.add(new ConfigProblem("columns." + name, "a cell holds no " + type.text()));
                }
            } catch (IllegalArgumentException e) {
                problems.add(new ConfigProblem("columns." + name, String.valueOf(e.getMessage())));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return types;
    }
}
