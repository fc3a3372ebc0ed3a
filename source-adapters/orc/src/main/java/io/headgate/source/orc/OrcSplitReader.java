package io.headgate.source.orc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.FileSplit;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedColumns;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.StripeInformation;
import org.apache.orc.TypeDescription;
import org.jspecify.annotations.Nullable;

/** Reads the stripes that begin in a split. A position is the number of a row in its file, counted from 0. */
final class OrcSplitReader implements SplitReader {

    private final TypedRows rows;
    private final int vectorRows;
    private @Nullable OrcSourceFile file;
    private @Nullable RecordReader records;
    private @Nullable VectorizedRowBatch vectors;
    private OrcValue[] values = new OrcValue[0];
    /** Next row in the vectors. */
    private int at;
    /** Next row in the file. */
    private long row;

    private long endRow;

    OrcSplitReader(RowBatchBuilder batch, ReadOptions options) {
        this.rows = new TypedRows(batch, options);
        this.vectorRows = Math.min(VectorizedRowBatch.DEFAULT_SIZE, options.rows());
    }

    @Override
    public void open(SourceFile source, FileSplit split, @Nullable FilePosition from) {
        close();
        OrcSourceFile opened = OrcSourceFile.open(source);
        file = opened;
        rows.file(source.name());
        long firstRow = 0;
        endRow = 0;
        for (StripeInformation stripe : opened.stripes()) {
            firstRow += stripe.getOffset() < split.start() ? stripe.getNumberOfRows() : 0;
            endRow += stripe.getOffset() < split.end() ? stripe.getNumberOfRows() : 0;
        }
        row = from == null ? firstRow : from.offset();
        values = values(source.name(), opened);
        vectors = opened.schema().createRowBatch(TypeDescription.RowBatchVersion.USE_DECIMAL64, vectorRows);
        at = 0;
        if (row < endRow) {
            records = opened.guarded(() -> records(opened, split));
        }
    }

    private RecordReader records(OrcSourceFile opened, FileSplit split) throws IOException {
        Reader.Options options = opened.reader().options().range(split.start(), split.end() - split.start());
        RecordReader made = opened.reader().rows(options);
        made.seekToRow(row);
        return made;
    }

    private OrcValue[] values(String name, OrcSourceFile opened) {
        List<Field> fields = opened.fields();
        int[] columns = TypedColumns.match(name, fields, rows.builder().schema());
        OrcValue[] made = new OrcValue[columns.length];
        for (int i = 0; i < made.length; i++) {
            Field column = rows.builder().schema().field(columns[i]);
            ValueProblems problems = rows.problems(column.name());
            DataType type = fields.get(i).type();
            ValueSink sink = ValueSink.column(rows.builder().column(columns[i]), type, column.type(), problems);
            TypeDescription schema = opened.schema();
            boolean isStruct = schema.getCategory() == TypeDescription.Category.STRUCT;
            made[i] = new OrcValues(rows, problems)
                    .reader(isStruct ? schema.getChildren().get(i) : schema, sink);
        }
        return made;
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        rows.begin(rejected);
        OrcSourceFile opened = Objects.requireNonNull(file);
        return opened.guarded(this::fill);
    }

    private boolean fill() throws IOException {
        VectorizedRowBatch batch = Objects.requireNonNull(vectors);
        while (row < endRow) {
            if (at >= batch.size) {
                at = 0;
                if (!Objects.requireNonNull(records).nextBatch(batch)) {
                    throw new IOException("it ends at row " + row + " of " + endRow);
                }
                continue;
            }
            if (rows.isFull()) {
                return false;
            }
            for (int i = 0; i < values.length; i++) {
                ColumnVector vector = batch.cols[i];
                OrcValue.readAny(values[i], vector, at);
            }
            at++;
            row++;
            rows.endRow(row);
        }
        return true;
    }

    @Override
    public FilePosition position() {
        return new FilePosition(row, row + 1);
    }

    @Override
    public void close() {
        RecordReader open = records;
        OrcSourceFile opened = file;
        records = null;
        vectors = null;
        file = null;
        if (opened != null) {
            try (opened) {
                if (open != null) {
                    opened.guarded(() -> {
                        open.close();
                        return true;
                    });
                }
            }
        }
    }
}
