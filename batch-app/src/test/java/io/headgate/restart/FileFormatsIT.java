package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.Scenario.Setup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever the format of the files: a process that dies in the middle of one leaves each record once after the rerun. */
class FileFormatsIT {

    private static final int ROWS = 3000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    /** How the records are written, and the source that reads them. */
    enum Format {
        JSON_LINES("rows.jsonl", "name = \"json\"", 2) {
            @Override
            String write(Set<String> records) {
                return joined(records, Format::json, "\n", "", "\n");
            }
        },
        JSON_ARRAY("rows.json", "name = \"json\"", 1) {
            @Override
            String write(Set<String> records) {
                return joined(records, Format::json, ",\n", "{\"n\": 1, \"data\": [", "], \"end\": {}}");
            }

            @Override
            String keys() {
                return ", pointer = \"/data\"";
            }
        },
        XML("rows.xml", "name = \"xml\"", 1) {
            @Override
            String write(Set<String> records) {
                return joined(records, Format::xml, "\n", "<rows>", "</rows>");
            }

            @Override
            String keys() {
                return ", record_element = \"/rows/row\", attribute_prefix = \"\"";
            }
        },
        CSV_GZIP("rows.csv.gz", "name = \"csv\"", 1) {
            @Override
            String write(Set<String> records) {
                return joined(records, Format::csv, "", "id,name,amount,day\n", "");
            }
        };

        private final String file;
        private final String source;
        private final int partitions;

        Format(String file, String source, int partitions) {
            this.file = file;
            this.source = source;
            this.partitions = partitions;
        }

        abstract String write(Set<String> records);

        String keys() {
            return "";
        }

        private static String joined(
                Set<String> records, Function<String[], String> format, String between, String before, String after) {
            return records.stream()
                    .map(record -> format.apply(record.split("\\|", -1)))
                    .collect(Collectors.joining(between, before, after));
        }

        private static String json(String[] values) {
            return "{\"id\":" + values[0] + ",\"name\":" + JsonMapper.shared().writeValueAsString(values[1])
                    + ",\"amount\":" + values[2] + ",\"day\":\"" + values[3] + "\"}";
        }

        private static String xml(String[] values) {
            return "<row id=\"" + values[0] + "\"><name>" + values[1] + "</name><amount>" + values[2] + "</amount><day>"
                    + values[3] + "</day></row>";
        }

        private static String csv(String[] values) {
            return values[0] + ",\"" + values[1].replace("\"", "\"\"") + "\"," + values[2] + "," + values[3] + "\n";
        }
    }

    private Scenario scenario(Format format) throws IOException {
        Path home = Files.createDirectories(folder.resolve(format.name().toLowerCase(Locale.ROOT)));
        Scenario scenario = Scenario.create(
                        home,
                        Setup.of(Landing.Kind.FILE, format.partitions, Repository.Kind.H2)
                                .rows(ROWS)
                                .chunkRows(100))
                .unpacked();
        Path file = Files.createDirectories(home.resolve("written")).resolve(format.file);
        byte[] bytes = format.write(scenario.rows().landing()).getBytes(StandardCharsets.UTF_8);
        Files.write(file, format == Format.CSV_GZIP ? gzip(bytes) : bytes);
        String toml = scenario.toml()
                .replace("name = \"csv\"", format.source)
                .replace(home.resolve("source") + "\"", home.resolve("written") + "\"" + format.keys());
        scenario.configure(toml);
        return scenario;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void eachRecordLandsOnceHoweverOftenTheProcessDiesInTheMiddleOfAFile(Format format) throws IOException {
        Scenario scenario = scenario(format);
        // Before and behind the window between the two commits of a chunk.
        String fault = format.ordinal() % 2 == 0 ? "destination.commit:9" : "repository.commit:9";
        Exit died = scenario.run(fault);
        assertThat(died.code()).as("at %s: %s", fault, died.all()).isEqualTo(137);
        long before = scenario.repository().recordsWritten(Scenario.FLOW);
        assertThat(before).as("records that a rerun must not land again").isBetween(1L, ROWS - 1L);
        Exit exit = new RandomKills(scenario, new Random(format.ordinal())).upTo(1);
        assertThat(exit.code()).as(exit.all()).isZero();
        assertThat(scenario.verify()).matches(Verification::isExact);
    }
}
