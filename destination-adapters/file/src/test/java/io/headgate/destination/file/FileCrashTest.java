package io.headgate.destination.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileCrashTest {

    private static final Pattern PLACE = Pattern.compile("\"place\":\"([^\"]*)\"");
    private static final long RECORDS = 1000;
    private static final long CHUNK = 100;

    @TempDir
    private Path folder;

    private FileFixture fixture;
    private long epoch;

    @BeforeEach
    void newInstance() {
        fixture = new FileFixture(folder, Map.of(), UUID.randomUUID(), "orders", "orders", FileChild.PARTITIONS);
    }

    /** Runs a child; what it prints goes to the list. Prefix: what the shell does before it becomes the JVM. */
    private int child(List<String> output, String prefix, String fault, long records, long chunk)
            throws IOException, InterruptedException {
        Process process = start(prefix, fault, records, chunk, "forget");
        output.addAll(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList());
        return process.waitFor();
    }

    private Process start(String prefix, String fault, long records, long chunk, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        if (!prefix.isEmpty()) {
            command.addAll(List.of("bash", "-c", prefix + " exec \"$@\"", "bash"));
        }
        command.addAll(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dheadgate.fault=" + fault,
                "-cp",
                System.getProperty("java.class.path"),
                FileChild.class.getName(),
                folder.toString(),
                fixture.plan.instance().toString(),
                Long.toString(++epoch),
                Long.toString(records),
                Long.toString(chunk)));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private void assertEachRecordOnce(long records, long chunk) {
        List<String> landed = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        FileChild.expect(records, chunk, landed, rejected);
        assertThat(fixture.lines("orders")).isEqualTo(landed);
        List<String> places =
                fixture.rejects("orders").stream().map(FileCrashTest::place).toList();
        assertThat(places).isEqualTo(rejected);
        assertThat(fixture.work()).as("work folder").isNull();
    }

    private static String place(String line) {
        Matcher matcher = PLACE.matcher(line);
        return matcher.find() ? matcher.group(1) : line;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file.plan.before-rename",
                "file.open.claimed:2",
                "file.open.copied",
                "file.open.stored:2",
                "file.commit.before-sync:4",
                "file.manifest.before-rename:7",
                "file.manifest.after-rename:7",
                "file.manifest.after-rename:11",
                "file.publishing.before-rename",
                "file.publish.begun",
                "file.publish.renamed:1",
                "file.publish.renamed:3",
                "file.publish.done",
                "file.forget.after-rename"
            })
    void a_process_killed_here_leaves_each_record_once_after_the_rerun(String fault) throws Exception {
        List<String> output = new ArrayList<>();
        assertThat(child(output, "", fault, RECORDS, CHUNK)).as("%s", output).isEqualTo(137);
        if (fault.startsWith("file.forget")) {
            fixture.attach().forget();
        } else {
            assertThat(child(output, "", "", RECORDS, CHUNK)).as("%s", output).isZero();
        }
        assertEachRecordOnce(RECORDS, CHUNK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file.open.claimed", "file.open.copied", "file.manifest.before-rename", "file.open.stored"})
    void a_process_killed_again_while_it_takes_over_loses_nothing(String fault) throws Exception {
        List<String> output = new ArrayList<>();
        assertThat(child(output, "", "file.commit.before-sync:5", RECORDS, CHUNK))
                .as("%s", output)
                .isEqualTo(137);
        assertThat(child(output, "", fault, RECORDS, CHUNK)).as("%s", output).isEqualTo(137);
        assertThat(child(output, "", fault, RECORDS, CHUNK)).as("%s", output).isEqualTo(137);
        assertThat(child(output, "", "", RECORDS, CHUNK)).as("%s", output).isZero();
        assertEachRecordOnce(RECORDS, CHUNK);
    }

    @Test
    void processes_killed_at_any_moment_leave_each_record_once() throws Exception {
        long records = 100_000;
        Random random = new Random(42);
        for (int kills = 0; kills < 5; kills++) {
            Process process = start("", "", records, 200);
            process.waitFor(150 + random.nextInt(600), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
        }
        List<String> output = new ArrayList<>();
        assertThat(child(output, "", "", records, 200)).as("%s", output).isZero();
        assertEachRecordOnce(records, 200);
    }

    /** A limit on a file's size stands for a full disk: the same call fails in the same way. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_system_that_takes_no_more_is_a_clear_error_and_the_rerun_resumes() throws Exception {
        long records = 100_000;
        List<String> output = new ArrayList<>();
        assertThat(child(output, "ulimit -f 500;", "", records, 5000))
                .as("%s", output)
                .isEqualTo(1);
        assertThat(output)
                .singleElement()
                .asString()
                .startsWith("IO_FAILED Writing " + folder)
                .contains(".part failed", "Free space");
        assertThat(fixture.published("orders")).isEmpty();
        assertThat(committedBytes()).isPositive();
        assertThat(child(output, "", "", records, 5000)).as("%s", output).isZero();
        assertEachRecordOnce(records, 5000);
    }

    private long committedBytes() throws IOException {
        Path manifest = fixture.work().resolve("p-p0").resolve("1.1.manifest");
        return Manifest.of(SealedFile.read(manifest)).parts().get(0).lengthBytes();
    }

    @Test
    void a_takeover_that_runs_out_of_space_leaves_no_copy_behind() throws Exception {
        long records = 100_000;
        List<String> output = new ArrayList<>();
        assertThat(child(output, "", "file.commit.before-sync:15", records, 5000))
                .isEqualTo(137);
        List<Path> before = FileFixture.files(fixture.work().resolve("p-p0"));
        assertThat(child(output, "ulimit -f 200;", "", records, 5000))
                .as("%s", output)
                .isEqualTo(1);
        List<Path> after = FileFixture.files(fixture.work().resolve("p-p0"));
        after = after.stream()
                .filter(path -> !path.toString().endsWith("2.1.claim"))
                .toList();
        assertThat(after).isEqualTo(before);
        assertThat(child(output, "", "", records, 5000)).as("%s", output).isZero();
        assertEachRecordOnce(records, 5000);
    }
}
