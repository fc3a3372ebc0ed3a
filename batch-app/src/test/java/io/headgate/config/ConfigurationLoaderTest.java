package io.headgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.WriteMode;
import io.headgate.flow.FlowOptions;
import io.headgate.state.StateStorageSettings;
import io.headgate.state.StateStorageSettings.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationLoaderTest {

    private static final String ONE_FLOW =
            """
            [sources.%1$s]
            name = "test-files"
            config = { source_path = "/data" }
            [destinations.%1$s-db]
            method = "test-database"
            target = "db:x"
            [[flows]]
            from = "%1$s"
            to = "%1$s-db"
            """;

    @TempDir
    Path path;

    private ConfigurationFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new ConfigurationFolder(path);
    }

    @Test
    void a_flow_is_named_by_its_source_and_has_default_options() {
        var configuration =
                folder.file("config.toml", ONE_FLOW.formatted("trips")).configuration();

        assertThat(configuration.flowNames()).containsExactly("trips");
        var flow = configuration.flow("trips").orElseThrow();
        assertThat(flow.from().config()).isEqualTo(Map.of("source_path", "/data"));
        assertThat(flow.to().target()).isEqualTo("db:x");
        assertThat(flow.options()).isEqualTo(FlowOptions.defaults());
        assertThat(configuration.state()).isEqualTo(StateStorageSettings.defaults());
    }

    @Test
    void every_key_of_a_flow_is_read_the_same_from_toml_and_yaml() {
        String head = ONE_FLOW.formatted("a");
        var toml = folder.file(
                        "a.toml",
                        head
                                + """
                        name = "trips"
                        streams = ["x*", "y"]
                        table = "raw_{stream}"
                        write_mode = "merge"
                        key = ["id"]
                        partitions = 2
                        parallel_streams = 3
                        chunk_rows = 100
                        chunk_bytes = "1MB"
                        chunk_seconds = 5
                        rejects = { limit = 7 }
                        [state]
                        storage = "file"
                        path = "states"
                        """)
                .argument("a.toml")
                .configuration();
        var yaml = folder.file(
                        "a.yml",
                        """
                        sources:
                          a: {name: test-files, config: {source_path: /data}}
                        destinations:
                          a-db:
                            method: test-database
                            target: "db:x"
                        flows:
                          - from: a
                            to: a-db
                            name: trips
                            streams: ["x*", y]
                            table: raw_{stream}
                            write_mode: merge
                            key: id
                            partitions: 2
                            parallel_streams: 3
                            chunk_rows: 100
                            chunk_bytes: 1MB
                            chunk_seconds: 5
                            rejects:
                              limit: 7
                        state:
                          storage: file
                          path: states
                        """)
                .argument("a.yml")
                .configuration();

        assertThat(yaml).isEqualTo(toml);
        FlowOptions options = toml.flows().get(0).options();
        assertThat(options.streams()).containsExactly("x*", "y");
        assertThat(options.writeMode()).isEqualTo(WriteMode.MERGE);
        assertThat(options.rejects().limit()).isEqualTo(7);
        assertThat(toml.state()).isEqualTo(new StateStorageSettings(Kind.FILE, "states"));
    }

    @Test
    void an_empty_file_has_no_flows() {
        assertThat(folder.file("config.toml", "").configuration().flows()).isEmpty();
        assertThat(folder.file("a.yaml", "# nothing\n")
                        .argument("a.yaml")
                        .configuration()
                        .flows())
                .isEmpty();
    }

    @Test
    void a_byte_order_mark_is_skipped() {
        String text = "\uFEFF" + ONE_FLOW.formatted("a");
        assertThat(folder.file("config.toml", text).configuration().flowNames()).containsExactly("a");
        assertThat(folder.file("b.yaml", "\uFEFFflows: []\n")
                        .argument("b.yaml")
                        .configuration()
                        .flows())
                .isEmpty();
    }

    @Test
    void the_argument_wins_over_the_variable_over_the_working_directory() {
        folder.file("config.toml", ONE_FLOW.formatted("here"))
                .file("config.yaml", "flows: []")
                .file("variable.toml", ONE_FLOW.formatted("variable"))
                .file("argument.toml", ONE_FLOW.formatted("argument"));
        assertThat(folder.configuration().flowNames()).containsExactly("here");
        folder.environment("JOB_CONFIG_PATH", "");
        assertThat(folder.configuration().flowNames()).containsExactly("here");
        folder.environment("JOB_CONFIG_PATH", path.resolve("variable.toml").toString());
        assertThat(folder.configuration().flowNames()).containsExactly("variable");
        assertThat(folder.argument("argument.toml").configuration().flowNames()).containsExactly("argument");
    }

    @Test
    void yaml_in_the_working_directory_is_found_too() {
        assertThat(folder.file("config.yaml", "flows: []").load().files()).containsExactly("config.yaml");
    }

    @Test
    void all_files_of_a_folder_are_merged_in_the_order_of_their_names() {
        folder.file("conf/b.toml", ONE_FLOW.formatted("b"))
                .file("conf/a.yaml", "flows:\n  - {name: second, from: b, to: b-db}\n")
                .file("conf/.hidden.toml", "x = 1")
                .file("conf/notes.txt", "x = 1")
                .file("conf/deeper/c.toml", "x = 1");
        assertThat(folder.argument("conf").configuration().flowNames()).containsExactly("second", "b");
    }

    @Test
    void what_stands_in_two_files_is_refused() {
        folder.file("conf/a.toml", ONE_FLOW.formatted("a") + "[state]\nstorage = \"memory\"\n")
                .file("conf/b.toml", "[sources.a]\nname = \"test-files\"\nconfig = { source_path = \"x\" }\n[state]\n");
        assertThat(folder.argument("conf").errors())
                .containsExactly(
                        "conf/b.toml:1:1: sources.a: is already defined at conf/a.toml:1:1",
                        "conf/b.toml:4:1: state: is already defined at conf/a.toml:10:1");
    }

    @Test
    void a_place_that_was_named_must_hold_a_configuration() {
        assertThat(folder.argument("nowhere.toml").errors())
                .containsExactly("config=nowhere.toml: there is no such file or folder");
        assertThat(folder.file("empty/x.txt", "").argument("empty").errors())
                .containsExactly("config=empty: the folder holds no file that ends with .toml, .yaml or .yml");
        assertThat(folder.file("data.csv", "a,b").argument("data.csv").errors())
                .containsExactly("config=data.csv: the name of a configuration file ends with .toml, .yaml or .yml");
        assertThat(folder.file("latin.toml", "# \u00e9".getBytes(StandardCharsets.ISO_8859_1))
                        .argument("latin.toml")
                        .errors())
                .containsExactly("latin.toml: is no valid UTF-8 text; save it as UTF-8");
    }

    @Test
    void values_in_yaml_keep_their_text() {
        var config = folder.file(
                        "config.yaml",
                        """
                        sources:
                          a:
                            name: test-files
                            config:
                              source_path: 007
                              delimiter: 1
                              limit: 10
                              password: no
                              columns:
                        destinations:
                        flows:
                        """)
                .configuration()
                .sources()
                .get("a")
                .config();
        assertThat(config).isEqualTo(Map.of("source_path", "007", "delimiter", 1L, "limit", 10L, "password", "no"));
    }

    @Test
    void yaml_anchors_and_merge_keys_save_repetition() {
        var flows = folder.file(
                        "config.yaml",
                        """
                        sources:
                          a: &a {name: test-files, config: {source_path: x}}
                          b: *a
                        destinations:
                          d: {method: test-database, target: "db:x"}
                        flows:
                          - &flow {from: a, to: d, partitions: 2}
                          - <<: *flow
                            from: b
                        """)
                .configuration()
                .flows();
        assertThat(flows).extracting(flow -> flow.name()).containsExactly("a", "b");
        assertThat(flows).extracting(flow -> flow.options().partitions()).containsExactly(2, 2);
    }

    @Test
    void toml_dates_are_kept_as_text() {
        var config = folder.file(
                        "config.toml",
                        """
                        [sources.a]
                        name = "test-files"
                        config = { source_path = 2024-05-06, columns = [ { name = 2024-05-06T07:08:09Z } ] }
                        """)
                .configuration()
                .sources()
                .get("a")
                .config();
        assertThat(config)
                .isEqualTo(Map.of(
                        "source_path", "2024-05-06", "columns", List.of(Map.of("name", "2024-05-06T07:08:09Z"))));
    }
}
