package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;

/** Avro with Snappy. */
final class AvroFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "avro";
    }

    @Override
    public String library() {
        return "avro, generic records, used again";
    }

    @Override
    public String source(Path file) {
        return "name = \"avro\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    private static Schema schema(RowShape shape) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("rows").fields();
        for (int i = 0; i < shape.columns().size(); i++) {
            Schema type =
                    switch (TypedRow.kind(shape, i)) {
                        case LONG -> Schema.create(Schema.Type.LONG);
                        case DECIMAL ->
                            LogicalTypes.decimal(TypedRow.DECIMAL_PRECISION, TypedRow.DECIMAL_SCALE)
                                    .addToSchema(Schema.create(Schema.Type.BYTES));
                        case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
                        case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
                        case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
                        case TIMESTAMP ->
                            LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
                        case TEXT -> Schema.create(Schema.Type.STRING);
                    };
            fields.name(TypedRow.name(shape, i))
                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                    .noDefault();
        }
        return fields.endRecord();
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        Schema schema = schema(data.shape());
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.snappyCodec()).create(schema, file.toFile());
            GenericData.Record record = new GenericData.Record(schema);
            TypedRow.forEach(data, row -> {
                for (int i = 0; i < row.size(); i++) {
                    record.put(i, row.isNull(i) ? null : value(row, i));
                }
                writer.append(record);
            });
        }
    }

    private static Object value(TypedRow row, int i) {
        return switch (row.kind(i)) {
            case LONG, TIMESTAMP -> (Object) row.number(i);
            case DECIMAL ->
                ByteBuffer.wrap(java.math.BigInteger.valueOf(row.number(i)).toByteArray());
            case DATE -> (int) row.number(i);
            case DOUBLE -> row.fraction(i);
            case BOOLEAN -> row.truth(i);
            case TEXT -> row.text(i);
        };
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        long rows = 0;
        try (DataFileReader<GenericData.Record> reader =
                new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
            GenericData.Record record = null;
            while (reader.hasNext()) {
                record = reader.next(record);
                rows++;
            }
        }
        return rows;
    }
}
