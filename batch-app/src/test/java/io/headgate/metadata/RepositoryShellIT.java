package io.headgate.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell command of docs/metadata.md, to the letter, with the real jar. */
class RepositoryShellIT {

    @TempDir
    Path folder;

    @Test
    void theCommandOfThePageOpensTheEmbeddedRepository() throws Exception {
        Path jar = Path.of(System.getProperty("headgate.jar", "target/batch-app.jar"))
                .toAbsolutePath();
        Path link = Files.createSymbolicLink(folder.resolve("batch-app.jar"), jar);
        Matcher command = Pattern.compile("```sh\\n(java -Dloader.main.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/metadata.md")));
        assertThat(command.find()).isTrue();

        shell("java -jar batch-app.jar flow=auto");
        assertThat(shell(command.group(1))).contains("JOB_NAME | COUNT(*)", "auto     | 1");
        Files.delete(link);
    }

    private String shell(String command) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().remove("HEADGATE_HOME");
        builder.environment().remove("SPRING_DATASOURCE_URL");
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + File.pathSeparator + path);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
