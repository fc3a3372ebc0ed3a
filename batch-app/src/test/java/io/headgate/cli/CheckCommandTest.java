package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.fake.Faults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path folder;

    private Terminals terminal;

    @BeforeEach
    void open() {
        terminal = new Terminals(folder);
    }

    private Terminals source(String name, String config) {
        return terminal.file(
                "config.toml", "[sources.s]\nname = \"" + name + "\"\n[sources.s.config]\n" + config + "\n");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.sorted().toList());
        }
    }

    @Test
    void aSourceIsOpenedWithoutAnyFlowAndThreeRecordsOfEachStreamAreShown() throws IOException {
        source("auto-generated-data", "num_records = 10\nnum_streams = 2");
        List<Path> before = files();
        assertThat(terminal.run("check", "source=s")).as(terminal.err()).isZero();
        assertThat(terminal.out())
                .startsWith("s (auto-generated-data): 2 streams, readable\n")
                .contains("\nstream_0:\n", "\nstream_1:\n")
                .containsPattern("field +type +nullable +key\n +id +int64 +no +yes\n")
                .containsPattern(
                        " +id int64 +name string +stream int32\n +1 +name_1 +0\n +2 +name_2 +0\n +3 +name_3 +0\n")
                .doesNotContain("name_4");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void streamAndRecordsCanBeChosenAndJsonHasAllOfIt() {
        source("auto-generated-data", "num_records = 10\nnum_streams = 3");
        assertThat(terminal.run("check", "source=s", "stream=*_1", "records=1", "output=json"))
                .isZero();
        var document = terminal.json();
        assertThat(document.at("/source").asString()).isEqualTo("s");
        assertThat(document.at("/adapter").asString()).isEqualTo("auto-generated-data");
        assertThat(document.at("/readable").asBoolean()).isTrue();
        assertThat(document.at("/exit_code").asInt()).isZero();
        assertThat(document.at("/streams")).hasSize(1);
        assertThat(document.at("/streams/0/stream").asString()).isEqualTo("stream_1");
        assertThat(document.at("/streams/0/fields/0/type").asString()).isEqualTo("int64");
        assertThat(document.at("/streams/0/primary_key/0").asString()).isEqualTo("id");
        assertThat(document.at("/streams/0/records")).hasSize(1);
        assertThat(document.at("/streams/0/records/0/name").asString()).isEqualTo("name_1");
        assertThat(document.at("/streams/0/error").isNull()).isTrue();
    }

    @Test
    void aRecordThatWouldBeRejectedIsShownWithExitCodeFive() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,fare\n1,2.5\nx\n3,4.5\n");
        source("csv", "source_path = '" + file + "'");
        assertThat(terminal.run("check", "source=s")).as(terminal.err()).isEqualTo(5);
        assertThat(terminal.out()).contains("with records that would be rejected", "rejected a.csv:3: TOO_FEW_FIELDS");
    }

    @Test
    void aSecretIsNotShownEvenIfARecordHoldsIt() throws IOException {
        terminal.file("token", "hunter22\n");
        Path file = Files.writeString(folder.resolve("a.csv"), "id,text\n1,login with hunter22\n");
        source("csv", "source_path = '" + file + "'\nnull_text = '${file:token}'");
        assertThat(terminal.run("check", "source=s")).as(terminal.err()).isZero();
        assertThat(terminal.out()).contains("login with ******").doesNotContain("hunter22");
        assertThat(terminal.run("check", "source=s", "output=json")).isZero();
        assertThat(terminal.out()).contains("login with ******").doesNotContain("hunter22");
    }

    @Test
    void whatIsNotThereEndsWithExitCodeTwo() {
        source("csv", "source_path = '" + folder.resolve("none") + "'");
        assertThat(terminal.run("check", "source=s")).isEqualTo(2);
        assertThat(terminal.out() + terminal.err())
                .contains(folder.resolve("none").toString());
    }

    @Test
    void whatCannotBeReadEndsWithExitCodeOneAndDoesNotKeepOtherStreamsFromBeingLookedAt() {
        source("test-numbers", "fail_at = 1\nstreams = 2");
        Faults.failing(true);
        try {
            assertThat(terminal.run("check", "source=s")).isEqualTo(1);
            assertThat(terminal.out())
                    .contains("2 streams, 2 of them cannot be read", "numbers_1:", "cannot be read: ");
            assertThat(terminal.run("check", "source=s", "output=json")).isEqualTo(1);
            assertThat(terminal.json().at("/streams/1/error/code").asString()).isNotEmpty();
            assertThat(terminal.json().at("/readable").asBoolean()).isFalse();
        } finally {
            Faults.reset();
        }
    }

    @Test
    void onlyTheSourcesOwnPlaceholdersHaveToBeFilledIn() {
        terminal.file(
                "config.toml",
                """
                [sources.s]
                name = "auto-generated-data"
                config = { num_records = "${params.n}" }
                [sources.other]
                name = "test-files"
                config = { source_path = "${OTHER}" }
                [destinations.d]
                method = "test-database"
                target = "${file:nowhere}"
                [[flows]]
                name = "${params.name}"
                from = "other"
                to = "d"
                """);
        assertThat(terminal.run("check", "source=s", "params.n=4"))
                .as(terminal.err())
                .isZero();
        assertThat(terminal.run("check", "source=s")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("config.toml:3:12: sources.s.config.num_records: there is no parameter 'n'");
        assertThat(terminal.run("check", "source=other")).isEqualTo(2);
        assertThat(terminal.err()).contains("OTHER is not set").doesNotContain("nowhere");
    }

    @Test
    void anUnknownSourceOrStreamIsNamedWithTheNearestOne() {
        source("auto-generated-data", "num_records = 1");
        assertThat(terminal.run("check", "source=t")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no source 't' in config.toml");
        assertThat(terminal.run("check", "source=s", "stream=stream_9")).isEqualTo(2);
        assertThat(terminal.err()).contains("did you mean 'stream_0'?");
        assertThat(terminal.run("check")).isEqualTo(2);
        assertThat(terminal.err()).contains("'check' needs source=NAME");
    }
}
