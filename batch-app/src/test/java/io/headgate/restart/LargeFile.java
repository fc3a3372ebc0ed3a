package io.headgate.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.restart.JarProcess.Exit;
import io.headgate.restart.JarProcess.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** A CSV file that is much larger than the heap that it passes through. */
final class LargeFile {

    private final Path folder;
    private final int heapMegabytes;
    private final Lines lines;

    private LargeFile(Path folder, int heapMegabytes, Lines lines) {
        this.folder = folder;
        this.heapMegabytes = heapMegabytes;
        this.lines = lines;
    }

    static LargeFile write(Path folder, int megabytes, int heapMegabytes) throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        return new LargeFile(folder, heapMegabytes, Lines.write(source.resolve("large.csv"), megabytes * 1_000_000L));
    }

    void landsInAFolder() throws IOException {
        Path target = folder.resolve("landed");
        run("method = \"file\"\ntarget = \"" + target + "\"\n");
        assertThat(Lines.read(Landing.Folder.files(target.resolve("large"), ".csv")))
                .isEqualTo(lines);
    }

    void landsInPostgresql() throws IOException, SQLException {
        String url = Postgres.newDatabase();
        run("method = \"jdbc\"\ntarget = \"" + url + "\"\nconfig = { username = \"" + Postgres.USER + "\" }\n");
        Lines.Sum sum = new Lines.Sum();
        try (Connection connection = Postgres.connect(url)) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY large TO STDOUT (FORMAT csv)", sum);
        }
        assertThat(sum.lines()).isEqualTo(lines);
    }

    private void run(String destination) throws IOException {
        Path home = Files.createTempDirectory(folder, "home");
        Files.writeString(
                home.resolve("config.toml"),
                "[sources.large]\nname = \"csv\"\nconfig = { source_path = \"" + folder.resolve("source")
                        + "\" }\n[destinations.there]\n" + destination
                        + "[[flows]]\nfrom = \"large\"\nto = \"there\"\n");
        Exit exit = Launch.in(home)
                .jvm("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .with("HEADGATE_HOME", home.resolve("headgate-data").toString())
                .run("flow=large");
        assertThat(exit.code()).as(exit.all()).isZero();
        System.out.println(exit.out());
    }
}
