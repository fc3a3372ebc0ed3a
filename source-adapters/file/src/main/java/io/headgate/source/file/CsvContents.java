package io.headgate.source.file;

import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.ReadableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into the heads of the files: their columns, the types of these, and how long a record is. One thread. */
final class CsvContents {

    private static final int MAX_SAMPLED_FILES = 64;
    private static final int HEADER_BUFFER = 8192;
    private static final int MIN_ROWS_PER_FILE = 20;

    private final CsvConfig config;
    private final CsvColumns declared;
    private final CsvFormat format;
    private final CsvTuning tuning;
    private final Map<String, DataType> remembered;
    private long sampledBytes;
    private long sampledRecords;

    /**
     * @param remembered types of earlier runs; a declaration comes first
     */
    CsvContents(CsvConfig config, CsvFormat format, CsvTuning tuning, Map<String, DataType> remembered) {
        this.remembered = remembered;
        this.config = config;
        this.declared = config.parsedColumns();
        this.format = format;
        this.tuning = tuning;
    }

    /**
     * @param files each with the end up to which it may be read
     * @return null if there is nothing to learn the columns from
     */
    @Nullable
    RowSchema schema(List<ReadableFile> files) {
        List<String> names = commonNames(files);
        if (names == null) {
            List<String> known = declared.isComplete() ? declared.names() : List.copyOf(remembered.keySet());
            return known.isEmpty() ? null : schemaOf(known, null);
        }
        refuseUnknownColumns(names);
        CsvInference inference = new CsvInference(format, names.size());
        int step = Math.max(1, files.size() / MAX_SAMPLED_FILES);
        int sampled = Math.max(1, (files.size() + step - 1) / step);
        int rows = Math.max(MIN_ROWS_PER_FILE, config.sampleRows() / sampled);
        for (int i = 0; i < files.size(); i += step) {
            sample(files.get(i), names.size(), rows, inference);
        }
        return schemaOf(names, inference);
    }

    /** Bytes of a record, line end included, or 0 if none was seen. */
    double bytesPerRecord() {
        return sampledRecords == 0 ? 0 : (double) sampledBytes / sampledRecords;
    }

    private RowSchema schemaOf(List<String> names, @Nullable CsvInference inference) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            DataType type = declared.types().get(names.get(i));
            type = type == null ? remembered.get(names.get(i)) : type;
            DataType inferred = inference == null ? DataType.Primitive.STRING : inference.type(i);
            fields.add(Field.of(names.get(i), type == null ? inferred : type));
        }
        return new RowSchema(fields, List.of());
    }

    /** The columns that all files have; null if no file has any. */
    private @Nullable List<String> commonNames(List<ReadableFile> files) {
        if (!format.header && !declared.isEmpty()) {
            return declared.names();
        }
        List<String> common = null;
        String first = "";
        for (ReadableFile file : files) {
            List<String> names = names(file);
            if (names == null) {
                continue;
            }
            if (common == null) {
                common = names;
                first = file.file().name();
            } else if (!common.equals(names) && format.header) {
                throw new HeadgateException(
                        CsvErrorCode.HEADER_MISMATCH,
                        file.file().name() + " has another header than " + first + ": "
                                + CsvHeader.difference(common, names)
                                + ". Read files of different columns as sources of their own, with file_pattern");
            }
            if (!format.header) {
                return common;
            }
        }
        return common;
    }

    private @Nullable List<String> names(ReadableFile file) {
        if (file.end() == 0) {
            return null;
        }
        CsvTuning small = tuning.withBuffer(Math.min(tuning.bufferSize(), HEADER_BUFFER));
        try (CsvTokenizer tokenizer = format.open(file.file(), 0, file.end(), 1, CsvHeader.MAX_FIELDS, small)) {
            if (!tokenizer.next()) {
                return null;
            }
            if (format.header) {
                return CsvHeader.names(tokenizer, format, file.file().path().toString());
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Math.max(1, Math.min(tokenizer.count, CsvHeader.MAX_FIELDS)); i++) {
                names.add(CsvHeader.generated(i));
            }
            return names;
        }
    }

    private void refuseUnknownColumns(List<String> names) {
        for (String name : declared.names()) {
            if (format.header && !names.contains(name)) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        "columns." + name + ": the files have no such column" + Nearest.suggest(name, names));
            }
        }
    }

    private void sample(ReadableFile file, int columns, int rows, CsvInference inference) {
        if (file.end() == 0) {
            return;
        }
        try (CsvTokenizer tokenizer = format.open(file.file(), 0, file.end(), 1, columns + 1, tuning)) {
            if (format.header && !tokenizer.next()) {
                return;
            }
            long start = tokenizer.position();
            int read = 0;
            while (read < rows && tokenizer.next()) {
                inference.add(tokenizer);
                read++;
            }
            sampledRecords += file.file().isCompressed() ? 0 : read;
            sampledBytes += file.file().isCompressed() ? 0 : tokenizer.position() - start;
        }
    }
}
