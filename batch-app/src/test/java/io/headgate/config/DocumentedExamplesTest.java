package io.headgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.flow.AdapterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documentation shows is true. */
class DocumentedExamplesTest {

    private static final Pattern EXAMPLE = Pattern.compile("```(toml|yaml)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void every_example_loads_and_toml_and_yaml_say_the_same() throws IOException {
        List<HeadgateConfiguration> loaded = new ArrayList<>();
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/configuration.md")));
        while (examples.find()) {
            loaded.add(load("example." + examples.group(1), examples.group(2)));
        }
        assertThat(loaded).hasSize(6);
        for (int i = 0; i < loaded.size(); i += 2) {
            assertThat(loaded.get(i + 1)).isEqualTo(loaded.get(i));
            assertThat(loaded.get(i).flows()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"api.md, shop", "web_scraper.md, books"})
    void the_example_of_a_source_over_http_loads(String page, String source) throws IOException {
        Matcher examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/sources", page)));
        assertThat(examples.find()).isTrue();
        String flow = "\n[destinations.d]\nmethod = 'memory'\n[[flows]]\nfrom = '" + source + "'\nto = 'd'\n";
        assertThat(load("example.toml", examples.group(2) + flow).flows()).hasSize(1);
    }

    @Test
    void the_built_in_demo_loads() {
        var demo = new ConfigurationLoader(new AdapterRegistry(folder), folder, Map.of("HEADGATE_HOME", "/var/hg"))
                .load(null, Map.of(), null)
                .configuration();
        assertThat(demo.flowNames()).containsExactly("auto");
        assertThat(demo.flows().get(0).to().target()).isEqualTo("/var/hg/out");
    }

    private HeadgateConfiguration load(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return new ConfigurationLoader(
                        new AdapterRegistry(folder),
                        folder,
                        Map.of("DB_USER", "me", "DB_PASSWORD", "secret", "SHOP_TOKEN", "secret"))
                .load(name, Map.of("day", "2026-01-02"), null)
                .configuration();
    }
}
