package io.headgate.source.file;

import io.headgate.api.config.Nearest;
import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.FileInput;
import io.headgate.source.file.common.RawRecords;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** XML as a format of files: each element of a name, or of a path, is a record. A file is read as a whole, in one partition. */
final class XmlFileFormat implements FileFormat, RawRecords {

    private static final int MAX_SAMPLED_FILES = 64;
    private static final int MIN_ROWS_PER_FILE = 20;

    private final XmlConfig config;
    private final DeclaredTypes declared;
    private final int maxText;

    /**
     * @param maxText bytes of text that a record may have
     */
    XmlFileFormat(XmlConfig config, int maxText) {
        this.config = config;
        this.declared = config.declared();
        this.maxText = maxText;
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        XmlShape shape = new XmlShape(config.textField());
        Set<String> passed = new TreeSet<>();
        boolean any = false;
        int step = Math.max(1, files.size() / MAX_SAMPLED_FILES);
        int sampled = Math.max(1, (files.size() + step - 1) / step);
        int rows = Math.max(Math.min(MIN_ROWS_PER_FILE, config.sampleRows()), config.sampleRows() / sampled);
        for (int i = 0; i < files.size(); i += step) {
            if (files.get(i).end() > 0) {
                any |= sample(files.get(i), rows, shape, passed);
            }
        }
        if (!any) {
            refuseMistypedElement(passed);
        }
        Map<String, DataType> found = new LinkedHashMap<>();
        shape.fields().forEach((name, field) -> found.put(name, field.type(config.nested() == Nested.STRUCT)));
        return new FileContents(declared.schema(remembered, found), 0);
    }

    /** True if the file has a record. */
    private boolean sample(ReadableFile file, int rows, XmlShape shape, Set<String> passed) {
        try (XmlRecords records = open(file.file(), file.end())) {
            for (int i = 0; i < rows && records.next(); i++) {
                if (!records.record.tooLong) {
                    shape.addContent(records.record, 0);
                }
            }
            passed.addAll(records.passed);
            return records.count > 0;
        }
    }

    /** A file without records is no mistake; one that has elements of nearly that name is likely to be one. */
    private void refuseMistypedElement(Set<String> elements) {
        String element = config.recordElement();
        String name = element.substring(element.lastIndexOf('/') + 1);
        String near = elements.contains(name) ? name : Nearest.find(name, elements);
        if (near != null) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "record_element '" + element + "' is no element of the files; they have"
                            + (near.equals(name) ? " '" + name + "' at another path" : " '" + near + "'"));
        }
    }

    @Override
    public HeadgateException allEmpty(String sourcePath) {
        return new HeadgateException(
                FileErrorCode.EMPTY_FILE,
                sourcePath + " holds no element '" + config.recordElement() + "', so that the columns are unknown:"
                        + " correct record_element, or declare all columns with their types in columns");
    }

    XmlRecords open(SourceFile file, long end) {
        FileInput input = FileInput.open(file, 0, end, config.maxExpansion());
        try {
            return XmlRecords.open(input, file.path().toString(), config, maxText);
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new XmlSplitReader(this, config, records(batch), maxText, batch, options);
    }

    private XmlRecordReader records(RowBatchBuilder batch) {
        return new XmlRecordReader(batch, config, declared.names());
    }

    @Override
    public @Nullable RejectedRecord readRaw(RejectedRecord rejected, RowBatchBuilder rows) {
        CsvProblem problem = CsvRawRecord.notWhole(rejected);
        if (problem == null) {
            problem = read(rejected, rows);
        }
        return problem == null
                ? null
                : new RejectedRecord(rejected.place(), problem.code(), problem.reason(), rejected.raw());
    }

    private @Nullable CsvProblem read(RejectedRecord rejected, RowBatchBuilder rows) {
        ByteArrayInputStream text = new ByteArrayInputStream(rejected.raw().getBytes(StandardCharsets.UTF_8));
        try (XmlRecords records = XmlRecords.ofRaw(text, "the record", config, maxText)) {
            if (!records.next()) {
                return new CsvProblem("NOT_ONE_RECORD", "the text is no element " + config.recordElement());
            }
            return records(rows).take(records.record, maxText, CsvRawRecord.line(rejected.place()));
        } catch (HeadgateException e) {
            return new CsvProblem("BAD_XML", String.valueOf(e.getMessage()));
        }
    }
}
