package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.config.ConfigurationLoader;
import io.headgate.config.HeadgateConfiguration;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.FlowEngine;
import io.headgate.state.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** Transforms and rules as they are written in a file: the pages' own examples, and mistakes with their places. */
@SpringBootTest(
        classes = CommandsWithEngineTest.Application.class,
        properties = "spring.datasource.url=jdbc:h2:mem:commands;DB_CLOSE_DELAY=-1")
class TransformCommandsTest {

    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\n(.*?)```", Pattern.DOTALL);

    @Autowired
    FlowEngine engine;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void setSalt() {
        environment.put("SALT", "pepper-and-salt");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Command command = CommandLine.parse(arguments);
        Output output = new Output(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                command.json());
        OptionalInt code = new OfflineCommands(command, engine::adapters, output, environment, folder).execute();
        return code.isPresent()
                ? code.getAsInt()
                : new CommandRunner(command, engine, output, environment, false, new StopSignal(), folder).execute();
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The blocks of a page in one language; relative paths made to lie in the test's folder. */
    private List<String> blocks(String page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(Path.of("../docs/" + page)));
        while (matcher.find()) {
            if (matcher.group(1).equals(language)) {
                blocks.add(matcher.group(2).replace("source_path = \".\"", "source_path = \"" + folder + "\""));
            }
        }
        return blocks;
    }

    @Test
    void the_pages_example_gives_what_the_page_shows() throws IOException {
        Files.writeString(
                folder.resolve("orders.csv"), blocks("transforms.md", "csv").get(0));
        Files.writeString(
                folder.resolve("config.toml"), blocks("transforms.md", "toml").get(0));
        assertThat(run("validate")).as(errors()).isZero();
        assertThat(run("preview", "flow=orders")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(blocks("transforms.md", "text").get(0));
    }

    @Test
    void every_example_loads_and_toml_and_yaml_say_the_same() throws IOException {
        for (String page : List.of("transforms.md", "validation.md")) {
            List<String> toml = blocks(page, "toml");
            List<String> yaml = blocks(page, "yaml");
            assertThat(toml).hasSameSizeAs(yaml).isNotEmpty();
            for (int i = 0; i < toml.size(); i++) {
                HeadgateConfiguration first =
                        load("a.toml", toml.get(i).replace("source_path = \"" + folder + "\"", "source_path = \".\""));
                assertThat(load("a.yaml", yaml.get(i))).isEqualTo(first);
                assertThat(first.flows().get(0).options().streamTransforms().isEmpty())
                        .isFalse();
            }
        }
    }

    private HeadgateConfiguration load(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return new ConfigurationLoader(new AdapterRegistry(folder), folder, environment)
                .load(name, Map.of(), null)
                .configuration();
    }

    private void configure(String name, String flow) throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,name,age\n1,Ada,36\n2,Bob,x\n");
        Files.writeString(folder.resolve(name), flow.replace("FOLDER", folder.toString()));
    }

    @Test
    void mistakes_have_their_line_and_column_in_toml() throws IOException {
        configure(
                "config.toml",
                """
                [sources.people]
                name = "csv"
                config = { source_path = "FOLDER", file_pattern = "people.csv" }
                [destinations.files]
                method = "file"
                target = "FOLDER/out"
                [[flows]]
                from = "people"
                to = "files"
                transforms = [
                  { derive = { next = "id + 1" } },
                  { drop = ["nme"] },
                ]
                rules = [{ column = "age", range = { min = 0 } }]
                """);
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .isEqualTo("config.toml:12:13: flows[0].transforms[1].drop[0]: stream 'people':"
                        + " there is no column 'nme'; did you mean 'name'?\n");
    }

    @Test
    void mistakes_have_their_line_and_column_in_yaml() throws IOException {
        configure(
                "config.yaml",
                """
                sources:
                  people:
                    name: csv
                    config: { source_path: "FOLDER", file_pattern: people.csv }
                destinations:
                  files: { method: file, target: FOLDER/out }
                flows:
                  - from: people
                    to: files
                    rules:
                      - { column: name, range: { min: 0 } }
                      - { expression: idd > 0 }
                    stream:
                      peple: { transforms: [ { select: id } ] }
                """);
        assertThat(run("validate", "config=config.yaml")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .isEqualTo(
                        """
                config.yaml:11:25: flows[0].rules[0].range: stream 'people': column 'name' is string; a range is of numbers, dates or times
                config.yaml:12:11: flows[0].rules[1].expression: stream 'people': 'idd > 0', character 1: there is no column 'idd'; did you mean 'id'?
                config.yaml:14:7: flows[0].stream.peple: the source has no stream 'peple'; did you mean 'people'?
                """);
    }

    @Test
    void mistakes_about_schema_and_names_have_their_line_and_column() throws IOException {
        String flow =
                """
                [sources.people]
                name = "csv"
                config = { source_path = "FOLDER", file_pattern = "people.csv" }
                [destinations.files]
                method = "file"
                target = "FOLDER/out"
                [[flows]]
                from = "people"
                to = "files"
                """;
        configure("config.toml", flow + "schema = \"evlove\"\ncolumn_names = \"normalize\"\n");
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors().lines())
                .satisfiesExactly(
                        mode -> assertThat(mode)
                                .startsWith("config.toml:10:1: flows[0].schema: ")
                                .contains("evolve"),
                        names -> assertThat(names)
                                .startsWith("config.toml:11:1: flows[0].column_names: ")
                                .contains("normalise"));
        configure("config.toml", flow + "[flows.stream.peple]\nschema = \"strict\"\n");
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .contains("flows[0].stream.peple: the source has no stream 'peple'; did you mean 'people'?");
        configure("config.toml", flow + "column_names = \"normalise\"\n");
        Files.writeString(folder.resolve("people.csv"), "The Id,the-id\n1,2\n");
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .isEqualTo("config.toml:10:1: flows[0].column_names: stream 'people': the fields 'The Id' and 'the-id'"
                        + " would both be called 'the_id'; rename one of them in a transform\n");
        Files.writeString(folder.resolve("people.csv"), "The Id,Ä (m)\n1,2\n");
        assertThat(run("preview", "flow=people")).as(errors()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("the_id", "ä_m");
    }

    @Test
    void mistakes_that_need_no_schema_are_found_although_the_source_is_not_there() throws IOException {
        configure(
                "config.toml",
                """
                [sources.people]
                name = "csv"
                config = { source_path = "FOLDER/nowhere", file_pattern = "people.csv" }
                [destinations.files]
                method = "file"
                target = "FOLDER/out"
                [[flows]]
                from = "people"
                to = "files"
                transforms = [
                  { derive = { next = "id +" } },
                  { custom = { name = "nobody" } },
                  { cast = { age = "integer" } },
                ]
                """);
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .contains(
                        "config.toml:11:16: flows[0].transforms[0].derive.next: 'id +', character 5: mismatched input")
                .contains("config.toml:13:14: flows[0].transforms[2].cast.age: ");
    }

    @Test
    void a_source_that_cannot_be_looked_at_is_a_note() throws IOException {
        configure(
                "config.toml",
                """
                [sources.people]
                name = "csv"
                config = { source_path = "FOLDER/nowhere", file_pattern = "people.csv" }
                [destinations.files]
                method = "file"
                target = "FOLDER/out"
                [[flows]]
                from = "people"
                to = "files"
                transforms = [{ drop = "x" }]
                """);
        assertThat(run("validate", "output=json")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains(
                        "\"valid\" : true", "flow 'people': its columns could not be checked, because source 'people'");
    }

    @Test
    void a_salt_is_never_shown() throws IOException {
        configure(
                "config.toml",
                """
                [sources.people]
                name = "csv"
                config = { source_path = "FOLDER", file_pattern = "people.csv" }
                [destinations.files]
                method = "file"
                target = "FOLDER/out"
                [[flows]]
                from = "people"
                to = "files"
                transforms = { hash = { columns = "name", salt = "tiny42" } }
                """);
        assertThat(run("validate")).isEqualTo(ExitCode.USAGE);
        assertThat(errors())
                .contains("config.toml:10:43: flows[0].transforms[0].hash.salt: must have 8")
                .doesNotContain("tiny42");
    }

    @Test
    void the_interface_of_a_custom_transform_is_named_as_the_page_names_it() throws IOException {
        assertThat(Files.readString(Path.of("../docs/transforms.md")))
                .contains(IRecordTransformFactory.class.getName());
    }
}
