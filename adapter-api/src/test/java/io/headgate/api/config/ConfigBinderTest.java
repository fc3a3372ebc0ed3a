package io.headgate.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderTest {

    enum Mode {
        FAST_PATH,
        SAFE
    }

    record Inner(@ConfigKey(value = "Name", required = true) String name, @ConfigKey("Size") int size) {
        Inner {
            new ConfigCheck().require(size >= 0, "size", "must not be negative").throwIfAny();
        }
    }

    record Everything(
            @ConfigKey("Text") @Nullable String sourcePath,
            @ConfigKey(value = "Number", defaultValue = "7") int number,
            @ConfigKey("Boxed") @Nullable Long boxed,
            @ConfigKey(value = "Ratio", defaultValue = "0.5") double ratio,
            @ConfigKey(value = "Flag", defaultValue = "true") boolean flag,
            @ConfigKey("Password") @Nullable Secret password,
            @ConfigKey(value = "Bytes", defaultValue = "16MB") ByteSize chunkBytes,
            @ConfigKey(value = "Time", defaultValue = "10s") Duration settle,
            @ConfigKey(value = "Mode", defaultValue = "safe") Mode mode,
            @ConfigKey("Record") @Nullable Inner inner,
            @ConfigKey("Records") List<Inner> inners,
            @ConfigKey("Texts") List<String> names,
            @ConfigKey("Numbers") Map<String, Integer> counts,
            @ConfigKey("Anything") Map<String, Object> properties) {}

    private static Everything bind(Map<String, ?> values) {
        return ConfigBinder.bind(Everything.class, values);
    }

    private static List<ConfigProblem> problems(Map<String, ?> values) {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> bind(values));
        assertThat(e).as("a configuration error").isNotNull();
        return e.problems();
    }

    private static String problem(String key, Object value) {
        List<ConfigProblem> problems = problems(Map.of(key, value));
        assertThat(problems).hasSize(1);
        return problems.get(0).key() + ": " + problems.get(0).message();
    }

    @Test
    void an_empty_configuration_has_the_defaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new Everything(
                        null,
                        7,
                        null,
                        0.5,
                        true,
                        null,
                        new ByteSize(16 << 20),
                        Duration.ofSeconds(10),
                        Mode.SAFE,
                        null,
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of()));
    }

    @Test
    void every_kind_of_value_is_bound() {
        Map<String, Object> values = new HashMap<>();
        values.put("source_path", "/data");
        values.put("number", 8L);
        values.put("boxed", "9");
        values.put("ratio", 2);
        values.put("flag", "FALSE");
        values.put("password", "hush");
        values.put("chunk_bytes", "64KB");
        values.put("settle", "PT1M");
        values.put("mode", "fast-path");
        values.put("inner", Map.of("name", "x"));
        values.put("inners", List.of(Map.of("name", "a", "size", 1), Map.of("name", "b")));
        values.put("names", List.of("p", "q"));
        values.put("counts", Map.of("one", 1, "two", "2"));
        values.put("properties", Map.of("deep", Map.of("list", List.of(1, "x"))));
        assertThat(bind(values))
                .isEqualTo(new Everything(
                        "/data",
                        8,
                        9L,
                        2.0,
                        false,
                        new Secret("hush"),
                        new ByteSize(65536),
                        Duration.ofMinutes(1),
                        Mode.FAST_PATH,
                        new Inner("x", 0),
                        List.of(new Inner("a", 1), new Inner("b", 0)),
                        List.of("p", "q"),
                        Map.of("one", 1, "two", 2),
                        Map.of("deep", Map.of("list", List.of(1, "x")))));
    }

    @Test
    void a_single_value_is_a_list_of_one() {
        assertThat(bind(Map.of("names", "alone")).names()).containsExactly("alone");
    }

    @ParameterizedTest
    @CsvSource({"source_path", "source-path", "sourcePath"})
    void a_key_may_be_written_in_each_usual_way(String key) {
        assertThat(bind(Map.of(key, "x")).sourcePath()).isEqualTo("x");
    }

    @Test
    void the_same_key_written_in_two_ways_is_a_mistake() {
        assertThat(problems(Map.of("source_path", "a", "sourcePath", "b")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("twice"));
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "1h,PT1H", "2d,PT48H", "PT2H,PT2H"})
    void durations_have_units(String text, Duration duration) {
        assertThat(bind(Map.of("settle", text)).settle()).isEqualTo(duration);
    }

    @Test
    void a_value_of_the_wrong_kind_is_explained() {
        assertThat(problem("number", "many")).isEqualTo("number: expected a number, found 'many'");
        assertThat(problem("number", 1.5)).contains("expected a whole number, found '1.5'");
        assertThat(problem("number", 3_000_000_000L)).contains("3000000000").contains("2147483647");
        assertThat(problem("ratio", "half")).contains("expected a number, found 'half'");
        assertThat(problem("flag", "yes")).contains("expected true or false, found 'yes'");
        assertThat(problem("settle", "10")).contains("a duration such as 10s");
        assertThat(problem("chunk_bytes", "big")).contains("a size such as 16MB");
        assertThat(problem("chunk_bytes", "999999999999999GB"))
                .contains("chunk_bytes")
                .contains("too large");
        assertThat(problem("mode", "saef")).contains("fast_path, safe").contains("did you mean 'safe'?");
        assertThat(problem("source_path", List.of("a"))).contains("single value, found a list");
        assertThat(problem("inner", "x")).contains("inner: expected a table");
        assertThat(problem("counts", List.of())).contains("counts: expected a table");
    }

    @Test
    void a_value_that_is_missing_inside_a_list_or_a_table_is_a_mistake() {
        Map<String, Object> empty = new HashMap<>();
        empty.put("one", null);
        assertThat(problem("counts", empty)).startsWith("counts.one: ").contains("no value");
        assertThat(problem("names", Arrays.asList("a", null)))
                .startsWith("names[1]: ")
                .contains("no value");
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest_one_or_all() {
        assertThat(problem("sorce_path", "x")).isEqualTo("sorce_path: unknown key; did you mean 'source_path'?");
        assertThat(problem("zzz", "x")).contains("unknown key; known are source_path, number");
    }

    @Test
    void all_mistakes_are_found_at_once_each_with_its_path() {
        Map<String, Object> values = Map.of(
                "number",
                "x",
                "flag",
                "y",
                "nubmer",
                1,
                "inner",
                Map.of("size", "z", "nmae", "n"),
                "inners",
                List.of(Map.of("name", "ok"), Map.of("name", "bad", "size", -1)));
        assertThat(problems(values))
                .extracting(ConfigProblem::key)
                .containsExactlyInAnyOrder(
                        "number", "flag", "nubmer", "inner.size", "inner.nmae", "inner.name", "inners[1].size");
    }

    @Test
    void a_required_key_is_asked_for_with_its_description() {
        assertThat(problem("inner", Map.of())).isEqualTo("inner.name: is required: Name");
    }

    @Test
    void a_secret_is_in_no_message_and_in_no_text_form() {
        assertThat(bind(Map.of("password", "hunter2")).toString()).doesNotContain("hunter2");
        assertThat(bind(Map.of("password", "hunter2")).password().reveal()).isEqualTo("hunter2");
        assertThat(problem("password", List.of("hunter2"))).doesNotContain("hunter2");
        assertThat(problem("inner", "hunter2")).doesNotContain("hunter2");
        assertThat(problem("properties", "hunter2")).doesNotContain("hunter2");
    }

    @Test
    void the_message_of_the_exception_holds_every_mistake() {
        ConfigException e = catchThrowableOfType(ConfigException.class, () -> bind(Map.of("number", "x", "flag", "y")));
        assertThat(e).hasMessageContaining("number: ").hasMessageContaining("flag: ");
    }
}
