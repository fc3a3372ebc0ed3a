package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.RawRecords;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as a format of files: a record in each line, or the elements of an array. */
final class JsonFileFormat implements FileFormat, RawRecords {

    private static final int MAX_SAMPLED_FILES = 64;
    private static final int MIN_ROWS_PER_FILE = 20;

    private final JsonConfig config;
    private final DeclaredTypes declared;
    private final int bufferSize;
    private final int maxRecord;

    /**
     * @param bufferSize bytes read at once
     * @param maxRecord longest record that is taken, in bytes
     */
    JsonFileFormat(JsonConfig config, int bufferSize, int maxRecord) {
        this.config = config;
        this.declared = config.declared();
        this.bufferSize = bufferSize;
        this.maxRecord = maxRecord;
    }

    @Override
    public boolean appendable(SourceFile file) {
        return !file.isCompressed() && isLines(file);
    }

    @Override
    public boolean canCut(SourceFile file) {
        return appendable(file);
    }

    /** Whether each line of a file is a record; found out from its first character, unless the configuration says it. */
    private boolean isLines(SourceFile file) {
        if (config.layout() != JsonConfig.Layout.AUTO || config.pointer() != null) {
            return config.layout() == JsonConfig.Layout.LINES;
        }
        byte[] head = new byte[1];
        try (FileInput input = FileInput.open(file, 0, file.size(), config.maxExpansion())) {
            while (input.read(head, 0, 1) > 0) {
                boolean mark = head[0] == (byte) 0xef || head[0] == (byte) 0xbb || head[0] == (byte) 0xbf;
                if (!mark && head[0] != ' ' && head[0] != '\n' && head[0] != '\r' && head[0] != '\t') {
                    return head[0] != '[';
                }
            }
        }
        return true;
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        JsonShape records = new JsonShape();
        int step = Math.max(1, files.size() / MAX_SAMPLED_FILES);
        int sampled = Math.max(1, (files.size() + step - 1) / step);
        int rows = Math.max(Math.min(MIN_ROWS_PER_FILE, config.sampleRows()), config.sampleRows() / sampled);
        long bytes = 0;
        long count = 0;
        for (int i = 0; i < files.size(); i += step) {
            ReadableFile file = files.get(i);
            if (file.end() > 0) {
                long[] read = sample(file, rows, records);
                bytes += file.file().isCompressed() ? 0 : read[0];
                count += file.file().isCompressed() ? 0 : read[1];
            }
        }
        Map<String, DataType> found = new LinkedHashMap<>();
        boolean nested = config.nested() == Nested.STRUCT;
        records.fields().forEach((name, shape) -> {
            if (!name.isEmpty()) {
                found.put(name, shape.type(nested));
            }
        });
        return new FileContents(declared.schema(remembered, found), count == 0 ? 0 : (double) bytes / count);
    }

    /** Adds the first records of a file, and gives their bytes and number. */
    private long[] sample(ReadableFile file, int rows, JsonShape records) {
        JsonScan json = new JsonScan();
        try (JsonFile open = open(file.file(), null, file.end())) {
            long first = open.slices().position();
            long count = 0;
            while (count < rows && open.slices().next()) {
                count++;
                JsonSlices slices = open.slices();
                json.reset(slices.data, slices.start, slices.end);
                if (slices.problem == null && json.value(0) && json.atEnd()) {
                    json.reset(slices.data, slices.start, slices.end);
                    records.add(json, 0);
                }
            }
            return new long[] {open.slices().position() - first, count};
        }
    }

    /** A file at a place; null for its beginning. */
    JsonFile open(SourceFile file, @Nullable FilePosition from, long end) {
        if (!isLines(file)) {
            return JsonFile.ofDocument(file, config, from, end, bufferSize, maxRecord);
        }
        FilePosition place = from == null ? new FilePosition(0, 1) : from;
        FileInput input = FileInput.open(file, place.offset(), end, config.maxExpansion());
        return new JsonFile(new JsonLines(input, place.offset(), place.line(), bufferSize, maxRecord), () -> {});
    }

    @Override
    public FileCuts cuts(ReadableFile file) {
        return new JsonCuts(file, bufferSize);
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new JsonSplitReader(this, records(batch), batch, options);
    }

    private JsonRecordReader records(RowBatchBuilder batch) {
        return new JsonRecordReader(batch, declared.names(), config.unknownFields() == UnknownFields.IGNORE);
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        CsvProblem problem = CsvRawRecord.notWhole(rejected);
        if (problem == null) {
            byte[] text = rejected.raw().getBytes(StandardCharsets.UTF_8);
            byte[] data = new byte[text.length + CsvText.SLACK];
            System.arraycopy(text, 0, data, 0, text.length);
            problem = records(rows).take(data, 0, text.length, CsvRawRecord.line(rejected.place()));
        }
        return problem == null
                ? null
                : new RejectedRecord(rejected.place(), problem.code(), problem.reason(), rejected.raw());
    }
}
