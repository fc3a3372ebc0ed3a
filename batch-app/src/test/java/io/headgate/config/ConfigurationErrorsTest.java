package io.headgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationErrorsTest {

    @TempDir
    Path folder;

    private ConfigurationFolder toml(String text) {
        return new ConfigurationFolder(folder).file("config.toml", text);
    }

    private ConfigurationFolder yaml(String text) {
        return new ConfigurationFolder(folder).file("config.yaml", text);
    }

    @Test
    void five_mistakes_in_toml_are_all_shown_with_line_and_column() {
        assertThat(
                        toml("""
                [sources.trips]
                name = "test-files"
                config = { source_path = "/data", delimitr = ";" }

                [destinations.warehouse]
                method = "test-databse"
                target = "db:x"

                [[flows]]
                from = "trip"
                to = "warehouse"
                  chunk_rows = 0
                write_mod = "append"
                """)
                                .errors())
                .containsExactly(
                        "config.toml:3:35: sources.trips.config.delimitr: unknown key; did you mean 'delimiter'?",
                        "config.toml:6:1: destinations.warehouse.method: there is no destination 'test-databse';"
                                + " did you mean 'test-database'? Known are " + knownDestinations(),
                        "config.toml:10:1: flows[0].from: there is no source 'trip'; did you mean 'trips'? Known are"
                                + " trips",
                        "config.toml:12:3: flows[0].chunk_rows: must be from 1 to 10000000",
                        "config.toml:13:1: flows[0].write_mod: unknown key; did you mean 'write_mode'?");
    }

    @Test
    void five_mistakes_in_yaml_are_all_shown_with_line_and_column() {
        assertThat(
                        yaml("""
                sources:
                  trips:
                    name: test-files
                    config:
                      source_path: /data
                      delimitr: ";"
                destinations:
                  warehouse:
                    method: test-databse
                    target: db:x
                flows:
                  - from: trip
                    to: warehouse
                    chunk_rows: 0
                    write_mod: append
                """)
                                .errors())
                .containsExactly(
                        "config.yaml:6:7: sources.trips.config.delimitr: unknown key; did you mean 'delimiter'?",
                        "config.yaml:9:5: destinations.warehouse.method: there is no destination 'test-databse';"
                                + " did you mean 'test-database'? Known are " + knownDestinations(),
                        "config.yaml:12:5: flows[0].from: there is no source 'trip'; did you mean 'trips'? Known are"
                                + " trips",
                        "config.yaml:14:5: flows[0].chunk_rows: must be from 1 to 10000000",
                        "config.yaml:15:5: flows[0].write_mod: unknown key; did you mean 'write_mode'?");
    }

    private String knownDestinations() {
        return String.join(
                ", ",
                TestAdapters.registry(folder).destinations().stream()
                        .map(factory -> factory.method())
                        .toList());
    }

    @Test
    void five_mistakes_of_syntax_in_toml_are_all_shown_with_line_and_column() {
        assertThat(
                        toml("""
                [sources.trips]
                name = test-files
                config = { source_path = "/data" }
                [destinations.warehouse
                method = "test-database"
                target = "db:x
                [[flows]]
                from "trips"
                to = "warehouse"
                to = "warehouse"
                """)
                                .errors())
                .containsExactly(
                        "config.toml:2:8: unexpected 't', expected a value (text stands in quotes)",
                        "config.toml:4:24: unexpected end of line, expected ]",
                        "config.toml:6:15: unexpected end of line, expected \" or a character",
                        "config.toml:8:6: unexpected \", expected =",
                        "config.toml:10:1: to previously defined at line 9, column 1");
    }

    @Test
    void mistakes_of_syntax_and_of_meaning_are_shown_together_without_those_that_only_follow() {
        assertThat(
                        toml("""
                [sources.trips]
                name = "test-files"
                config = { source_path = "/data", limit = "many" }
                [destinations.warehouse
                method = "test-database"
                target = "db:x"
                [[flows]]
                from = "trips"
                to = "warehouse"
                partitions = 65
                """)
                                .errors())
                .containsExactly(
                        "config.toml:3:35: sources.trips.config.limit: expected a number, found 'many'",
                        "config.toml:4:24: unexpected end of line, expected ]",
                        "config.toml:10:1: flows[0].partitions: must be from 0 to 64");
    }

    @Test
    void an_error_of_syntax_in_yaml_has_line_and_column_and_does_not_quote_the_file() {
        assertThat(yaml("sources:\n  a:\n    password: hunter2: x\n").errors())
                .singleElement()
                .asString()
                .startsWith("config.yaml:3:22: ")
                .doesNotContain("hunter2");
    }

    @Test
    void an_unquoted_password_in_toml_is_not_quoted_by_the_message() {
        assertThat(toml("[sources.a]\npassword = 12hunter2\n").errors())
                .singleElement()
                .asString()
                .startsWith("config.toml:2:")
                .doesNotContain("hunter");
    }

    @Test
    void a_missing_key_points_at_its_table() {
        assertThat(
                        toml("""
                [sources.a]
                config = {}

                [sources.b]
                name = "test-files"

                [destinations.d]

                [[flows]]
                """)
                                .errors())
                .containsExactly(
                        "config.toml:1:1: sources.a.name: is required: the adapter, for instance name = \"csv\"",
                        "config.toml:4:1: sources.b.config.source_path: is required: Folder of the files",
                        "config.toml:7:1: destinations.d.method: is required: the adapter, for instance method ="
                                + " \"jdbc\"",
                        "config.toml:9:1: flows[0].from: is required: the id of a source",
                        "config.toml:9:1: flows[0].to: is required: the id of a destination");
    }

    @Test
    void a_mistake_in_a_list_within_an_adapters_configuration_points_at_the_element() {
        assertThat(
                        toml("""
                [sources.a]
                name = "test-files"
                [sources.a.config]
                source_path = "x"
                [[sources.a.config.columns]]
                name = "id"
                [[sources.a.config.columns]]
                type = "date"
                typ = "x"
                """)
                                .errors())
                .containsExactly(
                        "config.toml:7:1: sources.a.config.columns[1].name: is required: Its name",
                        "config.toml:9:1: sources.a.config.columns[1].typ: unknown key; did you mean 'type'?");
    }

    @Test
    void a_key_in_another_spelling_is_understood_and_found_again() {
        assertThat(
                        toml("""
                [sources.a]
                name = "test-files"
                config = { source-path = "x", Delimiter = "too long" }
                """)
                                .errors())
                .containsExactly(
                        "config.toml:3:31: sources.a.config.delimiter: must be one character, found 'too" + " long'");
    }

    @Test
    void a_key_in_two_spellings_is_refused() {
        assertThat(
                        toml("""
                [sources.a]
                name = "test-files"
                config = { source_path = "x", source-path = "y" }
                """)
                                .errors())
                .containsExactly("config.toml:3:31: sources.a.config.source-path: stands twice, in two spellings");
    }

    @Test
    void a_target_that_does_not_fit_points_at_target() {
        assertThat(toml("[destinations.d]\nmethod = \"test-database\"\n target = \"file:x\"\n")
                        .errors())
                .containsExactly("config.toml:3:2: destinations.d.target: must begin with db:, found 'file:x'");
    }

    @Test
    void unknown_tables_and_tables_of_the_wrong_kind_are_refused() {
        assertThat(
                        toml("""
                flows = "auto"
                sources = 5
                [destination.d]
                method = "memory"
                [[state]]
                """)
                                .errors())
                .containsExactly(
                        "config.toml:1:1: flows: expected a list: [[flows]] in TOML, entries that begin with - in YAML",
                        "config.toml:2:1: sources: expected a table for each of them, such as [sources.NAME]",
                        "config.toml:3:1: destination: unknown key; did you mean 'destinations'?",
                        "config.toml:5:1: state: expected a table of keys and values");
    }

    @Test
    void a_key_of_an_adapter_beside_its_table_is_told_where_it_belongs() {
        assertThat(
                        toml("""
                [destinations.d]
                method = "test-database"
                target = "db:x"
                username = "me"
                """)
                                .errors())
                .containsExactly(
                        "config.toml:4:1: destinations.d.username: unknown key; known are method, target, config;"
                                + " the adapter's own keys stand in config = { … }");
    }

    @Test
    void two_flows_of_one_name_are_refused() {
        assertThat(
                        toml("""
                [sources.a]
                name = "test-files"
                config = { source_path = "x" }
                [destinations.d]
                method = "test-database"
                target = "db:x"
                [[flows]]
                from = "a"
                to = "d"
                [[flows]]
                name = "a"
                from = "a"
                to = "d"
                [[flows]]
                name = "a b"
                from = "a"
                to = "d"
                """)
                                .errors())
                .containsExactly(
                        "config.toml:11:1: flows[1].name: a flow named 'a' is already defined at config.toml:8:1; give"
                                + " this one another name",
                        "config.toml:15:1: flows[2].name: 'a b' is no flow name: 1 to 100 letters, digits, dots, dashes"
                                + " and underscores, beginning with a letter or digit");
    }

    @Test
    void yaml_refuses_tags_duplicate_keys_and_aliases_that_explode() {
        assertThat(yaml("sources: !!javax.script.ScriptEngineManager {}\n").errors())
                .singleElement()
                .asString()
                .startsWith("config.yaml:1:");
        assertThat(yaml("state: {storage: file, storage: jdbc}\n").errors())
                .containsExactly("config.yaml:1:24: storage previously defined at line 1");
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 26; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(yaml(bomb.toString()).errors()).singleElement().asString().contains("anchors within anchors");
        assertThat(yaml("sources: &a\n  b: *a\n").errors())
                .containsExactly("config.yaml:2:3: an alias refers to a value that it is part of");
    }

    @Test
    void a_mode_that_the_destination_does_not_have_points_at_write_mode() {
        assertThat(toml(flow("write_mode = \"merge\"\nkey = [\"id\"]\n")).errors())
                .containsExactly(
                        "config.toml:12:1: flows[0].write_mode: write_mode = \"merge\": the destination 'file'"
                                + " cannot find a record by its key. Use \"append\" or \"overwrite\", or the destination 'jdbc'");
    }

    @Test
    void options_that_the_mode_does_not_know_point_at_themselves() {
        assertThat(toml(flow("write_mode = \"overwrite\"\nkey = [\"id\"]\ndelete_field = \"gone\"\n"
                                + "scd2 = { effective = \"at\" }\n"))
                        .errors())
                .containsExactly(
                        "config.toml:13:1: flows[0].key: has no effect with write_mode = \"overwrite\", which does not look"
                                + " at keys; use \"merge\" or \"scd2\", or leave it out",
                        "config.toml:14:1: flows[0].delete_field: has no effect with write_mode = \"overwrite\"; only"
                                + " \"merge\" and \"scd2\" delete single records",
                        "config.toml:15:1: flows[0].scd2: has no effect with write_mode = \"overwrite\"; use write_mode ="
                                + " \"scd2\"");
    }

    private static String flow(String options) {
        return """
                [sources.trips]
                name = "test-files"
                config = { source_path = "/data" }

                [destinations.lake]
                method = "file"
                target = "/data/out"

                [[flows]]
                from = "trips"
                to = "lake"
                """
                + options;
    }

    @Test
    void a_source_id_that_the_state_cannot_hold_is_refused() {
        String longest = "s".repeat(200);
        assertThat(toml("[sources." + longest + "]\nname = \"test-files\"\nconfig = { source_path = \"x\" }\n")
                        .configuration()
                        .sources())
                .containsKey(longest);
        assertThat(toml("\n[sources." + longest + "s]\nname = \"test-files\"\nconfig = { source_path = \"x\" }\n")
                        .errors())
                .containsExactly("config.toml:2:1: sources." + longest
                        + "s: the id of the source has 201 characters, and 200 is the most");
    }
}
