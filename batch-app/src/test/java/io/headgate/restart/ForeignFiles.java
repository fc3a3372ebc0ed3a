package io.headgate.restart;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hive.ql.exec.vector.BytesColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.DoubleColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
import org.apache.hadoop.util.Progressable;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes the records of a CSV file of {@link Rows} in other formats, by these formats' own writers, in parts of few records. */
enum ForeignFiles {
    PARQUET {
        @Override
        void write(Path file, List<NamedCsvRecord> rows) throws IOException {
            MessageType type = MessageTypeParser.parseMessageType("message rows { required int64 id;"
                    + " required binary name (STRING); required double amount; required int32 day (DATE); }");
            try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                    .withType(type)
                    .withConf(new PlainParquetConfiguration())
                    .withRowGroupRowCountLimit(PART)
                    .build()) {
                for (NamedCsvRecord row : rows) {
                    Group group = new SimpleGroup(type);
                    group.add("id", id(row));
                    group.add("name", row.getField("name"));
                    group.add("amount", amount(row));
                    group.add("day", (int) day(row));
                    writer.write(group);
                }
            }
        }
    },
    AVRO {
        @Override
        void write(Path file, List<NamedCsvRecord> rows) throws IOException {
            Schema schema = new Schema.Parser()
                    .parse("{\"type\":\"record\",\"name\":\"rows\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                            + "{\"name\":\"name\",\"type\":[\"null\",\"string\"]},{\"name\":\"amount\",\"type\":\"double\"},"
                            + "{\"name\":\"day\",\"type\":{\"type\":\"int\",\"logicalType\":\"date\"}}]}");
            try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
                writer.create(schema, file.toFile());
                for (int i = 0; i < rows.size(); i++) {
                    GenericData.Record record = new GenericData.Record(schema);
                    record.put("id", id(rows.get(i)));
                    record.put("name", rows.get(i).getField("name"));
                    record.put("amount", amount(rows.get(i)));
                    record.put("day", (int) day(rows.get(i)));
                    writer.append(record);
                    if (i % PART == PART - 1) {
                        writer.sync();
                    }
                }
            }
        }
    },
    ORC {
        @Override
        void write(Path file, List<NamedCsvRecord> rows) throws IOException {
            TypeDescription type = TypeDescription.fromString("struct<id:bigint,name:string,amount:double,day:date>");
            OrcFile.WriterOptions options = OrcFile.writerOptions(new Configuration(false))
                    .fileSystem(new OneFile(file))
                    .setProlepticGregorian(true)
                    .setSchema(type);
            try (org.apache.orc.Writer writer =
                    OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
                VectorizedRowBatch batch = type.createRowBatch(PART);
                for (NamedCsvRecord row : rows) {
                    int at = batch.size++;
                    ((LongColumnVector) batch.cols[0]).vector[at] = id(row);
                    ((BytesColumnVector) batch.cols[1])
                            .setVal(at, row.getField("name").getBytes(StandardCharsets.UTF_8));
                    ((DoubleColumnVector) batch.cols[2]).vector[at] = amount(row);
                    ((LongColumnVector) batch.cols[3]).vector[at] = day(row);
                    if (batch.size == PART) {
                        writer.addRowBatch(batch);
                        writer.writeIntermediateFooter();
                        batch.reset();
                    }
                }
                writer.addRowBatch(batch);
            }
        }
    },
    EXCEL {
        @Override
        void write(Path file, List<NamedCsvRecord> rows) throws IOException {
            String kind = "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                part(
                        zip,
                        "xl/workbook.xml",
                        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"rows\" r:id=\"s\"/></sheets></workbook>");
                part(
                        zip,
                        "xl/_rels/workbook.xml.rels",
                        "<Relationships><Relationship Id=\"s\" " + kind + "worksheet\" Target=\"sheet.xml\"/>"
                                + "<Relationship Id=\"t\" " + kind
                                + "styles\" Target=\"styles.xml\"/></Relationships>");
                part(
                        zip,
                        "xl/styles.xml",
                        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
                StringBuilder sheet = new StringBuilder("<worksheet><sheetData>");
                sheet.append("<row>" + text("id") + text("name") + text("amount") + text("day") + "</row>");
                for (NamedCsvRecord row : rows) {
                    sheet.append("<row><c><v>" + id(row) + "</v></c>" + text(row.getField("name")) + "<c><v>"
                            + amount(row) + "</v></c><c s=\"1\"><v>" + (day(row) + EXCEL_EPOCH) + "</v></c></row>");
                }
                part(
                        zip,
                        "xl/sheet.xml",
                        sheet.append("</sheetData></worksheet>").toString());
            }
        }

        private static String text(String value) {
            return "<c t=\"inlineStr\"><is><t>" + value.replace("&", "&amp;") + "</t></is></c>";
        }

        private static void part(ZipOutputStream zip, String name, String content) throws IOException {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    };

    /** Records of a row group, block or stripe. */
    private static final int PART = 150;

    /** The number of the first of January 1970 in a cell. */
    private static final long EXCEL_EPOCH = 25_569;

    abstract void write(Path file, List<NamedCsvRecord> rows) throws IOException;

    String source() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Puts a file of this format in the place of a CSV file. */
    void replace(Path csv) throws IOException {
        List<NamedCsvRecord> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            reader.forEach(rows::add);
        }
        String name = String.valueOf(csv.getFileName()).replace(".csv", this == EXCEL ? ".xlsx" : "." + source());
        write(csv.resolveSibling(name), rows);
        Files.delete(csv);
    }

    private static long id(NamedCsvRecord row) {
        return Long.parseLong(row.getField("id"));
    }

    private static double amount(NamedCsvRecord row) {
        return Double.parseDouble(row.getField("amount"));
    }

    private static long day(NamedCsvRecord row) {
        return LocalDate.parse(row.getField("day")).toEpochDay();
    }

    /** As much of a file system as ORC's writer needs. */
    static final class OneFile extends FilterFileSystem {
        private final Path file;

        OneFile(Path file) {
            this.file = file;
        }

        @Override
        public short getDefaultReplication(org.apache.hadoop.fs.Path path) {
            return 1;
        }

        @Override
        public Configuration getConf() {
            return new Configuration(false);
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path path,
                FsPermission permission,
                boolean overwrite,
                int bufferSize,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            OutputStream out = Files.newOutputStream(file);
            return new FSDataOutputStream(out, null);
        }
    }
}
