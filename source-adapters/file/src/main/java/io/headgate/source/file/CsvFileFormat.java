package io.headgate.source.file;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.RawRecords;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Delimited text as a format of files. */
final class CsvFileFormat implements FileFormat, RawRecords {

    private final CsvConfig config;
    private final CsvTuning tuning;
    private final CsvFormat format;

    CsvFileFormat(CsvConfig config, CsvTuning tuning) {
        this.config = config;
        this.tuning = tuning;
        this.format = new CsvFormat(config, tuning);
    }

    @Override
    public boolean appendable(SourceFile file) {
        return format.canCut(file);
    }

    @Override
    public boolean canCut(SourceFile file) {
        return format.canCut(file);
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        CsvContents contents = new CsvContents(config, format, tuning, remembered);
        RowSchema schema = contents.schema(files);
        return new FileContents(schema, contents.bytesPerRecord());
    }

    @Override
    public FileCuts cuts(ReadableFile file) {
        return new CsvCuts(file.file().path(), format, file.from(), file.line(), file.end(), tuning.bufferSize());
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new CsvSplitReader(config, format, tuning, batch, options);
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        return new CsvRawRecord(config, format, tuning).read(rejected, rows);
    }

    @Override
    public HeadgateException allEmpty(String sourcePath) {
        return new HeadgateException(
                CsvErrorCode.EMPTY_FILE,
                sourcePath + " holds no record and no header, so that its columns are unknown: write a"
                        + " header, or declare all columns with their types in columns");
    }
}
