package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.ql.exec.vector.LongColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.TimestampColumnVector;
import org.apache.hadoop.hive.ql.exec.vector.VectorizedRowBatch;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A record of a file without text that does not fit is set aside, repaired as somebody would, and lands by a replay. */
class ReplayFormatsIT {

    private static final int IDS = 5;
    private static final int UNFIT = 3;
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /** Of Excel's first of January 1970. */
    private static final int EXCEL_EPOCH = 25_569;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** Writes ids with a time each, of which one is finer than a column can hold, or none. */
    private enum Format {
        PARQUET("2026-01-31T12:00:00Z") {
            @Override
            void write(Path file) throws IOException {
                MessageType type = MessageTypeParser.parseMessageType(
                        "message rows { required int64 id; required int64 at (TIMESTAMP(NANOS,true)); }");
                try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                        .withType(type)
                        .withConf(new PlainParquetConfiguration())
                        .build()) {
                    for (long id = 1; id <= IDS; id++) {
                        Group group = new SimpleGroup(type);
                        group.add("id", id);
                        group.add("at", nanos(id));
                        writer.write(group);
                    }
                }
            }
        },
        AVRO("2026-01-31T12:00:00Z") {
            @Override
            void write(Path file) throws IOException {
                Schema schema = new Schema.Parser()
                        .parse(
                                "{\"type\":\"record\",\"name\":\"rows\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"},"
                                        + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-nanos\"}}]}");
                try (DataFileWriter<GenericData.Record> writer =
                        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
                    writer.create(schema, file.toFile());
                    for (long id = 1; id <= IDS; id++) {
                        GenericData.Record record = new GenericData.Record(schema);
                        record.put("id", id);
                        record.put("at", nanos(id));
                        writer.append(record);
                    }
                }
            }
        },
        ORC("2026-01-31T12:00:00") {
            @Override
            void write(Path file) throws IOException {
                TypeDescription type = TypeDescription.fromString("struct<id:bigint,at:timestamp>");
                OrcFile.WriterOptions options = OrcFile.writerOptions(new Configuration(false))
                        .fileSystem(new ForeignFiles.OneFile(file))
                        .useUTCTimestamp(true)
                        .setSchema(type);
                try (org.apache.orc.Writer writer =
                        OrcFile.createWriter(new org.apache.hadoop.fs.Path(file.toUri()), options)) {
                    VectorizedRowBatch batch = type.createRowBatch();
                    for (int id = 1; id <= IDS; id++) {
                        int at = batch.size++;
                        ((LongColumnVector) batch.cols[0]).vector[at] = id;
                        TimestampColumnVector times = (TimestampColumnVector) batch.cols[1];
                        times.time[at] = nanos(id) / 1_000_000;
                        times.nanos[at] = (int) (nanos(id) % 1_000_000_000);
                    }
                    writer.addRowBatch(batch);
                }
            }
        },
        EXCEL("2026-01-31T12:00:00") {
            @Override
            void write(Path file) throws IOException {
                String kind = "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
                StringBuilder rows = new StringBuilder(row("<c t=\"str\"><v>id</v></c><c t=\"str\"><v>at</v></c>"));
                for (int id = 1; id <= IDS; id++) {
                    String time = id == UNFIT
                            ? "<c t=\"e\"><v>#DIV/0!</v></c>"
                            : "<c s=\"1\"><v>" + (EXCEL_EPOCH + id) + ".5</v></c>";
                    rows.append(row("<c><v>" + id + "</v></c>" + time));
                }
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
                    part(
                            zip,
                            "workbook",
                            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"rows\" r:id=\"s\"/></sheets></workbook>");
                    part(
                            zip,
                            "_rels/workbook.xml.rels",
                            "<Relationships><Relationship Id=\"s\" " + kind + "worksheet\" Target=\"sheet.xml\"/>"
                                    + "<Relationship Id=\"t\" " + kind
                                    + "styles\" Target=\"styles.xml\"/></Relationships>");
                    part(
                            zip,
                            "styles",
                            "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>");
                    part(zip, "sheet", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
                }
            }

            private static String row(String cells) {
                return "<row>" + cells + "</row>";
            }

            private static void part(ZipOutputStream zip, String name, String content) throws IOException {
                zip.putNextEntry(new ZipEntry("xl/" + name + (name.endsWith(".rels") ? "" : ".xml")));
                zip.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        };

        private final String repaired;

        Format(String repaired) {
            this.repaired = repaired;
        }

        abstract void write(Path file) throws IOException;

        String source() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        Path file(Path folder) {
            return folder.resolve("rows." + (this == EXCEL ? "xlsx" : source()));
        }

        /** As somebody repairs it: a value under the column's own name. */
        String repair(String raw) {
            return raw.replaceFirst("\"at \\(rejected\\)\":(\"[^\"]*\"|[^,}]*)", "\"at\":\"" + repaired + "\"");
        }

        private static long nanos(long id) {
            return id * DAY_NANOS + (id == UNFIT ? 1 : 1000);
        }
    }

    private Landing.Folder landing() {
        return new Landing.Folder(folder.resolve("landed"));
    }

    private void configure() throws IOException {
        StringBuilder toml =
                new StringBuilder("[destinations.there]\n" + landing().toml());
        for (Format format : Format.values()) {
            format.write(format.file(folder));
            toml.append("[sources." + format.source() + "]\nname = \"" + format.source()
                    + "\"\nconfig = { source_path = \"" + format.file(folder) + "\" }\n[[flows]]\nfrom = \""
                    + format.source() + "\"\nto = \"there\"\nrejects = { limit = 10 }\n");
        }
        Files.writeString(folder.resolve("config.toml"), toml);
    }

    private void run(String... arguments) {
        Exit exit = Launch.in(folder).program(UnpackedJar.OPTIONS).run(arguments);
        assertThat(exit.code()).as(exit.all()).isZero();
    }

    private List<Long> landed(Format format) {
        return landing().lines(format.source()).stream()
                .map(line -> Long.parseLong(line.split(",")[0]))
                .sorted()
                .toList();
    }

    private List<JsonNode> rejected(Format format) {
        return Landing.Folder.objects(
                        landing().target().resolve(format.source()).resolve("_rejects"))
                .toList();
    }

    private static List<Long> ids(long... without) {
        return LongStream.rangeClosed(1, IDS)
                .filter(id -> LongStream.of(without).noneMatch(other -> other == id))
                .boxed()
                .toList();
    }

    @Test
    void aRecordOfEachFormatLandsOnceItIsRepaired() throws IOException {
        configure();
        run("flow=*");
        for (Format format : Format.values()) {
            assertThat(landed(format)).as(format.name()).isEqualTo(ids(UNFIT));
            assertThat(rejected(format)).as(format.name()).singleElement().satisfies(record -> assertThat(
                            record.get("raw").asString())
                    .contains("\"id\":" + UNFIT, "\"at (rejected)\":"));
            landing().repair(format.source(), format::repair);
        }
        for (Format format : Format.values()) {
            run("replay", "flow=" + format.source());
            assertThat(landed(format)).as(format.name()).isEqualTo(ids());
            assertThat(landing().lines(format.source()))
                    .as(format.name())
                    .anyMatch(line -> line.startsWith(UNFIT + ",2026-01-31") && line.contains("12:00:00"));
            assertThat(rejected(format)).as(format.name()).isEmpty();
        }
    }
}
