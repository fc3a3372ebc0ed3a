package io.headgate.source.excel;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedRecords;
import java.util.List;
import java.util.Map;

/** Excel workbooks. Nothing in one says where its rows lie, so that each is read as a whole. */
final class ExcelFormat implements FileFormat, TypedRecords {

    /** Opening a workbook reads its shared texts: not too many of them. */
    private static final int MAX_INSPECTED = 16;

    private final ExcelConfig config;

    ExcelFormat(ExcelConfig config) {
        this.config = config;
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        List<SourceFile> all = files.stream()
                .map(ReadableFile::file)
                .filter(file -> file.size() > 0)
                .toList();
        ExcelInference inference = new ExcelInference(config);
        int inspected = Math.min(MAX_INSPECTED, all.size());
        for (int i = 0; i < inspected; i++) {
            inference.add(all.get(inspected == 1 ? 0 : (int) ((long) i * (all.size() - 1) / (inspected - 1))));
        }
        return new FileContents(inference.schema(remembered), inference.bytesPerRecord());
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new ExcelReader(config, batch, options);
    }
}
