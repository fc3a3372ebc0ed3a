package io.headgate.source.orc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.source.file.common.FileContents;
import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileFormat;
import io.headgate.source.file.common.ReadableFile;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedColumns;
import io.headgate.source.file.typed.TypedRecords;
import java.util.List;
import java.util.Map;
import org.apache.orc.StripeInformation;

/** ORC files: the footer has the columns, the number of rows, and where each stripe begins. */
final class OrcFormat implements FileFormat, TypedRecords {

    @Override
    public boolean canCut(SourceFile file) {
        return true;
    }

    @Override
    public FileContents inspect(List<ReadableFile> files, Map<String, DataType> remembered) {
        List<SourceFile> all = files.stream()
                .map(ReadableFile::file)
                .filter(file -> file.size() > 0)
                .toList();
        List<SourceFile> sample = TypedColumns.sample(all);
        TypedColumns columns = new TypedColumns();
        long bytes = 0;
        long records = 0;
        for (SourceFile each : sample) {
            try (OrcSourceFile file = OrcSourceFile.open(each)) {
                columns.add(each.name(), file.fields());
                bytes += each.size();
                records += file.reader().getNumberOfRows();
            }
        }
        boolean complete = sample.size() == all.size();
        return new FileContents(columns.schema(remembered, complete), records == 0 ? 0 : (double) bytes / records);
    }

    @Override
    public long records(ReadableFile file) {
        try (OrcSourceFile open = OrcSourceFile.open(file.file())) {
            return open.reader().getNumberOfRows();
        }
    }

    @Override
    public FileCuts cuts(ReadableFile file) {
        try (OrcSourceFile open = OrcSourceFile.open(file.file())) {
            return new StripeCuts(List.copyOf(open.stripes()), file.end());
        }
    }

    @Override
    public SplitReader reader(RowBatchBuilder batch, ReadOptions options) {
        return new OrcSplitReader(batch, options);
    }

    /** The beginnings of stripes. */
    private static final class StripeCuts implements FileCuts {
        private final List<StripeInformation> stripes;
        private final long end;

        StripeCuts(List<StripeInformation> stripes, long end) {
            this.stripes = stripes;
            this.end = end;
        }

        @Override
        public Cut next(long target) {
            long line = 1;
            for (StripeInformation stripe : stripes) {
                if (stripe.getOffset() >= target) {
                    return new Cut(stripe.getOffset(), line);
                }
                line += stripe.getNumberOfRows();
            }
            return new Cut(end, line);
        }

        @Override
        public void close() {
            // The footer is all that was needed.
        }
    }
}
