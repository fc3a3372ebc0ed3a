package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A file that is one document, much larger than the heap that it passes through. */
enum LargeDocument {
    JSON("json", "[", ",\n", "]", "") {
        @Override
        String record(long id) {
            return "{\"id\":" + id + ",\"name\":\"name of " + id + ", with \\\"quotes\\\" and é\",\"amount\":"
                    + id % 1000 + ".25,\"tags\":[\"a\",{\"b\":" + id + "}]}";
        }
    },
    XML("xml", "<rows>", "\n", "</rows>", ", record_element = \"row\"") {
        @Override
        String record(long id) {
            return "<row id=\"" + id + "\"><name>name of " + id + " &amp; é</name><amount>" + id % 1000
                    + ".25</amount><tag>a</tag><tag>b</tag></row>";
        }
    };

    private final String source;
    private final String before;
    private final String between;
    private final String after;
    private final String keys;

    LargeDocument(String source, String before, String between, String after, String keys) {
        this.source = source;
        this.before = before;
        this.between = between;
        this.after = after;
        this.keys = keys;
    }

    abstract String record(long id);

    /** Writes a file of so many megabytes, and reads it into nothing with so many megabytes of heap. */
    void passes(Path folder, int megabytes, int heapMegabytes) throws IOException {
        Path file = folder.resolve("large." + source);
        long records = write(file, megabytes * 1_000_000L);
        Files.writeString(
                folder.resolve("config.toml"),
                "[sources.large]\nname = \"" + source + "\"\nconfig = { source_path = \"" + file + "\"" + keys
                        + " }\n[destinations.there]\nmethod = \"memory\"\nconfig = { keep_rows = false }\n"
                        + "[[flows]]\nfrom = \"large\"\nto = \"there\"\n");
        Exit exit = Launch.in(folder)
                .jvm("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .with("HEADGATE_HOME", folder.resolve("headgate-data").toString())
                .run("flow=large", "output=json");
        assertThat(exit.code()).as(exit.all()).isZero();
        JsonNode stream = JsonMapper.shared()
                .readTree(exit.out())
                .path("flows")
                .path(0)
                .path("streams")
                .path(0);
        assertThat(stream.path("written").asLong()).isEqualTo(records);
        System.out.println(this + ", " + Files.size(file) + " bytes, " + heapMegabytes + " MB of heap: " + stream);
        Files.delete(file);
    }

    private long write(Path file, long bytes) throws IOException {
        long records = 0;
        long written = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            while (written < bytes) {
                records++;
                byte[] record = ((records == 1 ? "" : between) + record(records)).getBytes(StandardCharsets.UTF_8);
                out.write(record);
                written += record.length;
            }
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return records;
    }
}
