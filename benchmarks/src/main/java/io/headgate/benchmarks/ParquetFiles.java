package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Parquet with Snappy, as most of it is; the library reads column by column, which is the fastest that it offers. */
final class ParquetFiles implements MeasuredFormat {

    private static final long GROUP_BYTES = 32L << 20;

    @Override
    public String key() {
        return "parquet";
    }

    @Override
    public String library() {
        return "parquet-java, column readers, every value";
    }

    @Override
    public String source(Path file) {
        return "name = \"parquet\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    private static MessageType schema(RowShape shape) {
        StringBuilder text = new StringBuilder("message rows {");
        for (int i = 0; i < shape.columns().size(); i++) {
            String name = TypedRow.name(shape, i);
            text.append(" optional ")
                    .append(
                            switch (TypedRow.kind(shape, i)) {
                                case LONG -> "int64 " + name;
                                case DECIMAL ->
                                    "int64 " + name + " (DECIMAL(" + TypedRow.DECIMAL_PRECISION + ","
                                            + TypedRow.DECIMAL_SCALE + "))";
                                case DOUBLE -> "double " + name;
                                case BOOLEAN -> "boolean " + name;
                                case DATE -> "int32 " + name + " (DATE)";
                                case TIMESTAMP -> "int64 " + name + " (TIMESTAMP(MICROS,false))";
                                case TEXT -> "binary " + name + " (STRING)";
                            })
                    .append(';');
        }
        return MessageTypeParser.parseMessageType(text.append(" }").toString());
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        MessageType schema = schema(data.shape());
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withType(schema)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(GROUP_BYTES)
                .build()) {
            TypedRow.forEach(data, row -> {
                Group group = new SimpleGroup(schema);
                for (int i = 0; i < row.size(); i++) {
                    if (!row.isNull(i)) {
                        add(group, i, row);
                    }
                }
                writer.write(group);
            });
        }
    }

    private static void add(Group group, int i, TypedRow row) {
        switch (row.kind(i)) {
            case LONG, DECIMAL, TIMESTAMP -> group.add(i, row.number(i));
            case DATE -> group.add(i, (int) row.number(i));
            case DOUBLE -> group.add(i, row.fraction(i));
            case BOOLEAN -> group.add(i, row.truth(i));
            case TEXT -> group.add(i, row.text(i));
        }
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        long rows = 0;
        ParquetReadOptions options = ParquetReadOptions.builder(
                        new HadoopParquetConfiguration(new Configuration(false)))
                .build();
        try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            String createdBy = reader.getFileMetaData().getCreatedBy();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                ColumnReadStoreImpl store = new ColumnReadStoreImpl(
                        pages, new DummyRecordConverter(schema).getRootConverter(), schema, createdBy);
                for (ColumnDescriptor column : schema.getColumns()) {
                    readColumn(store.getColumnReader(column), column, pages.getRowCount());
                }
                rows += pages.getRowCount();
            }
        }
        return rows;
    }

    private static void readColumn(ColumnReader column, ColumnDescriptor of, long count) {
        for (long i = 0; i < count; i++) {
            if (column.getCurrentDefinitionLevel() == of.getMaxDefinitionLevel()) {
                column.writeCurrentValueToConverter();
            }
            column.consume();
        }
    }
}
