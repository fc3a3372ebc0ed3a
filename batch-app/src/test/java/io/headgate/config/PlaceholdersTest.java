package io.headgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceholdersTest {

    @TempDir
    Path path;

    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(path);
    }

    private ConfigurationFolder source(String config) {
        return folder.file("config.toml", "[sources.a]\nname = \"test-files\"\n[sources.a.config]\n" + config);
    }

    private Object sourcePath(String text) {
        return source("source_path = '" + text + "'\n")
                .configuration()
                .sources()
                .get("a")
                .config()
                .get("source_path");
    }

    @Test
    void placeholders_are_filled_from_environment_parameters_and_defaults() {
        folder.environment("ROOT", "/data").environment("EMPTY", "").parameter("day", "2026-01-02");

        assertThat(sourcePath("${ROOT}/x")).isEqualTo("/data/x");
        assertThat(sourcePath("${ROOT}/${params.day}/${NONE:a:b}")).isEqualTo("/data/2026-01-02/a:b");
        assertThat(sourcePath("x${EMPTY}y${EMPTY:z}${NONE:}")).isEqualTo("xyz");
        assertThat(sourcePath("${params.hour:00}")).isEqualTo("00");
        assertThat(sourcePath("$${ROOT} costs $5 and $")).isEqualTo("${ROOT} costs $5 and $");
    }

    @Test
    void what_was_filled_in_is_not_filled_in_again() {
        folder.environment("ROOT", "${OTHER}");
        assertThat(sourcePath("${ROOT}")).isEqualTo("${OTHER}");
    }

    @Test
    void a_number_may_come_from_the_environment() {
        folder.environment("LIMIT", "12");
        assertThat(source("source_path = 'x'\nlimit = '${LIMIT}'\n")
                        .configuration()
                        .sources())
                .hasSize(1);
    }

    @Test
    void what_cannot_be_filled_in_is_an_error_with_place_and_name() {
        folder.environment("DB_PASSWORD", "x");
        assertThat(source("source_path = '${DB_PASWORD}'\ndelimiter = '${params.d}'\npassword = 'a${b'\n")
                        .errors())
                .containsExactly(
                        "config.toml:4:1: sources.a.config.source_path: the environment variable DB_PASWORD is not set"
                                + " (there is DB_PASSWORD); set it, or write ${DB_PASWORD:default}",
                        "config.toml:5:1: sources.a.config.delimiter: there is no parameter 'd': add d=… to the"
                                + " command, or write ${params.d:default}",
                        "config.toml:6:1: sources.a.config.password: a placeholder is written ${NAME},"
                                + " ${NAME:default}, ${params.key} or ${file:PATH}; write $${ for a plain ${");
    }

    @Test
    void flows_that_are_not_wanted_need_no_variables() {
        String flow =
                """
                [sources.%1$s]
                name = "test-files"
                config = { source_path = "${params.%1$s}" }
                [[flows]]
                from = "%1$s"
                to = "d"
                """;
        folder.file(
                "config.toml",
                "[destinations.d]\nmethod = \"test-database\"\ntarget = \"db:x\"\n"
                        + flow.formatted("a")
                        + flow.formatted("b"));
        folder.parameter("a", "x");

        assertThat(folder.flows("a").configuration().flowNames()).containsExactly("a");
        assertThat(folder.flows("b").errors()).singleElement().asString().contains("there is no parameter 'b'");
        assertThat(folder.flows("a", "b").errors()).hasSize(1);
    }

    @Test
    void a_value_from_the_environment_is_never_shown() {
        folder.environment("LIMIT", "s3cret").environment("D", "ab");
        assertThat(source("source_path = 'x'\nlimit = ' ${LIMIT} '\ndelimiter = '${D}'\n")
                        .errors())
                .containsExactly("config.toml:5:1: sources.a.config.limit: expected a number, found '${LIMIT}'");
        assertThat(source("source_path = 'x'\ndelimiter = '${D}'\n").errors())
                .containsExactly("config.toml:5:1: sources.a.config.delimiter: must be one character, found '${D}'");
        folder.environment("TARGET", "file:s3cret");
        assertThat(folder.file(
                                "config.toml",
                                """
                        [destinations.d]
                        method = "test-database"
                        target = "${TARGET}"
                        [[flows]]
                        from = "${LIMIT}"
                        to = "d"
                        """)
                        .errors())
                .containsExactly(
                        "config.toml:3:1: destinations.d.target: must begin with db:, found '${TARGET}'",
                        "config.toml:5:1: flows[0].from: there is no source '${LIMIT}'; none is defined");
    }

    @Test
    void a_secret_is_never_shown() {
        assertThat(source("source_path = 'x'\npassword = 'hunter2'\ndelimiter = 'hunter2'\n")
                        .errors())
                .containsExactly("config.toml:6:1: sources.a.config.delimiter: must be one character, found '******'");
        assertThat(source("source_path = 'x'\npassword = 'hunter2'\n").load().redact("FATAL: hunter2 is wrong"))
                .isEqualTo("FATAL: ****** is wrong");
    }

    @Test
    void an_address_that_gives_out_tokens_is_shown_unless_there_is_more_in_it() {
        assertThat(shownOfTokenUrl("https://login.example.com/token")).isEqualTo("https://login.example.com/token");
        for (String secret : List.of(
                "https://me:hunter2@login.example.com/token",
                "https://login.example.com/token?key=hunter2",
                "https://login.example.com/token#hunter2",
                "hunter2hunter2")) {
            assertThat(shownOfTokenUrl(secret)).isEqualTo("******");
        }
    }

    /** What a message shows of the value that stands under the key token_url. */
    private String shownOfTokenUrl(String value) {
        String another = "[sources.b]\nname = 'none'\n[sources.b.config]\ntoken_url = '" + value + "'\n";
        String message = source("source_path = 'x'\ndelimiter = '" + value + "'\n" + another).errors().stream()
                .filter(error -> error.contains("found '"))
                .findFirst()
                .orElseThrow();
        return message.substring(message.indexOf("found '") + 7, message.lastIndexOf('\''));
    }

    @Test
    void what_a_variable_or_parameter_of_a_telling_name_holds_is_a_secret_wherever_it_stands() {
        folder.environment("DB_PASSWORD", "hunter2");
        assertThat(source("source_path = 'db:x?user=me&pw=${DB_PASSWORD}'")
                        .load()
                        .redact("no login: pw=hunter2"))
                .isEqualTo("no login: pw=******");
    }

    @Test
    void a_secret_is_taken_from_a_file_without_the_line_ends_behind_it() {
        folder.file("secrets/plain", "hunter2\n").file("secrets/windows", " two words \r\n\n");

        assertThat(sourcePath("${file:secrets/plain}")).isEqualTo("hunter2");
        assertThat(sourcePath("${file:" + path.resolve("secrets/plain") + "}")).isEqualTo("hunter2");
        assertThat(sourcePath("a${file:secrets/windows}b")).isEqualTo("a two words b");
        folder.environment("file", "x");
        assertThat(sourcePath("${file}")).isEqualTo("x");
    }

    @Test
    void a_flow_knows_which_texts_must_not_be_stored() {
        folder.file("key", "hunter2\n").environment("HOST", "db");
        var flow = folder.file(
                        "config.toml",
                        """
                        [sources.a]
                        name = "test-files"
                        config = { source_path = "x ${file:key}" }
                        [destinations.d]
                        method = "test-database"
                        target = "db:${HOST}"
                        [[flows]]
                        from = "a"
                        to = "d"
                        """)
                .configuration()
                .flows()
                .get(0);
        assertThat(flow.secrets()).containsExactly(new io.headgate.api.config.Secret("hunter2"));
        assertThat(flow.named("b").secrets()).isEqualTo(flow.secrets());
    }

    @Test
    void yaml_takes_secrets_from_files_too() {
        folder.file("key", "abc\ndef\n");
        Object value = folder.file(
                        "config.yaml",
                        "sources:\n  a:\n    name: test-files\n    config:\n      source_path: ${file:key}\n")
                .configuration()
                .sources()
                .get("a")
                .config()
                .get("source_path");
        assertThat(value).isEqualTo("abc\ndef");
    }

    @Test
    void a_secret_file_that_cannot_be_used_is_a_mistake_with_its_place() throws Exception {
        folder.file("empty", "\n").file("long", "x".repeat(64 * 1024 + 1)).file("latin", new byte[] {(byte) 0xE4});
        folder.file("exact", "x".repeat(64 * 1024));
        Files.createDirectory(path.resolve("folder"));

        assertThat(source("source_path = '${file:none}'\ndelimiter = '${file:empty}'\npassword = '${file:long}'\n")
                        .errors())
                .containsExactly(
                        "config.toml:4:1: sources.a.config.source_path: the file 'none' is not there",
                        "config.toml:5:1: sources.a.config.delimiter: the file 'empty' is empty",
                        "config.toml:6:1: sources.a.config.password: the file 'long' is larger than 64 KB, which no"
                                + " secret is");
        assertThat(source("source_path = '${file:latin}'\ndelimiter = '${file:folder}'\npassword = '${file:}'\n")
                        .errors())
                .containsExactly(
                        "config.toml:4:1: sources.a.config.source_path: the file 'latin' is no valid UTF-8 text",
                        "config.toml:5:1: sources.a.config.delimiter: the file 'folder' is no regular file",
                        "config.toml:6:1: sources.a.config.password: the file '' has no name: write"
                                + " ${file:/run/secrets/NAME}");
        assertThat(sourcePath("${file:exact}")).isEqualTo("x".repeat(64 * 1024));
    }

    @Test
    void what_came_from_a_file_is_never_shown_whatever_the_key_is_called() {
        folder.file("key", "hunter2\n").file("pem", "-----BEGIN-----\nc2VjcmV0LWxpbmU=\n-----END-----\n");

        assertThat(source("source_path = 'x'\ndelimiter = '${file:key}'\n").errors())
                .containsExactly(
                        "config.toml:5:1: sources.a.config.delimiter: must be one character, found '${file:key}'");
        LoadedConfiguration loaded =
                source("source_path = 'a ${file:key} b'\nlimit = 1\n").load();
        assertThat(loaded.redact("login with hunter2 failed: a hunter2 b"))
                .isEqualTo("login with ****** failed: a ****** b");
        assertThat(source("source_path = '${file:pem}'\n").load().redact("bad line 'c2VjcmV0LWxpbmU='"))
                .isEqualTo("bad line '******'");
    }
}
