package io.headgate.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.common.type.HiveDecimal;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.ColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DecimalColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.Writer;

/** ORC with Snappy; the library leaves the values in its vectors. */
final class OrcFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "orc";
    }

    @Override
    public String library() {
        return "orc-core, vectors, values left in them";
    }

    @Override
    public String source(Path file) {
        return "name = \"orc\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    private static TypeDescription schema(RowShape shape) {
        TypeDescription schema = TypeDescription.createStruct();
        for (int i = 0; i < shape.columns().size(); i++) {
            schema.addField(
                    TypedRow.name(shape, i),
                    switch (TypedRow.kind(shape, i)) {
                        case LONG -> TypeDescription.createLong();
                        case DECIMAL ->
                            TypeDescription.createDecimal()
                                    .withPrecision(TypedRow.DECIMAL_PRECISION)
                                    .withScale(TypedRow.DECIMAL_SCALE);
                        case DOUBLE -> TypeDescription.createDouble();
                        case BOOLEAN -> TypeDescription.createBoolean();
                        case DATE -> TypeDescription.createDate();
                        case TIMESTAMP -> TypeDescription.createTimestamp();
                        case TEXT -> TypeDescription.createString();
                    });
        }
        return schema;
    }

    private static org.apache.hadoop.fs.Path path(Path file) {
        return new org.apache.hadoop.fs.Path(file.toAbsolutePath().toUri());
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        TypeDescription schema = schema(data.shape());
        OrcFile.WriterOptions options = OrcFile.writerOptions(new Configuration(false))
                .fileSystem(new LocalFiles())
                .setSchema(schema)
                .useUTCTimestamp(true)
                .compress(CompressionKind.SNAPPY);
        try (Writer writer = OrcFile.createWriter(path(file), options)) {
            VectorizedRowBatch batch = schema.createRowBatch();
            TypedRow.forEach(data, row -> {
                int at = batch.size++;
                for (int i = 0; i < row.size(); i++) {
                    set(batch.cols[i], at, row, i);
                }
                if (batch.size == batch.getMaxSize()) {
                    writer.addRowBatch(batch);
                    batch.reset();
                }
            });
            writer.addRowBatch(batch);
        }
    }

    private static void set(ColumnVector vector, int at, TypedRow row, int i) {
        if (row.isNull(i)) {
            vector.noNulls = false;
            vector.isNull[at] = true;
            return;
        }
        switch (row.kind(i)) {
            case LONG, DATE -> ((LongColumnVector) vector).vector[at] = row.number(i);
            case BOOLEAN -> ((LongColumnVector) vector).vector[at] = row.truth(i) ? 1 : 0;
            case DOUBLE -> ((DoubleColumnVector) vector).vector[at] = row.fraction(i);
            case DECIMAL -> ((DecimalColumnVector) vector).set(at, HiveDecimal.create(new BigDecimal(row.text(i))));
            case TIMESTAMP -> {
                TimestampColumnVector times = (TimestampColumnVector) vector;
                times.time[at] = Math.floorDiv(row.number(i), 1000L);
                times.nanos[at] = (int) Math.floorMod(row.number(i), 1_000_000L) * 1000;
            }
            case TEXT -> ((BytesColumnVector) vector).setVal(at, row.text(i).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        long rows = 0;
        OrcFile.ReaderOptions options = OrcFile.readerOptions(new Configuration(false))
                .filesystem(new LocalFiles())
                .useUTCTimestamp(true);
        try (Reader reader = OrcFile.createReader(path(file), options);
                RecordReader records = reader.rows()) {
            VectorizedRowBatch batch =
                    reader.getSchema().createRowBatch(TypeDescription.RowBatchVersion.USE_DECIMAL64, 1024);
            while (records.nextBatch(batch)) {
                rows += batch.size;
            }
        }
        return rows;
    }
}
