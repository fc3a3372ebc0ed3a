package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowFileTest {

    private static final String OVERLAYS = "io.headgate.k8s.Repository#overlays";
    private static final String GOOD =
            """
            [sources.a]
            name = "csv"
            [destinations.b]
            method = "memory"
            [[flows]]
            from = "a"
            to = "b"
            """;

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void the_pod_runs_flows_that_its_flow_file_has(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.container().getArgs())
                .isNotEmpty()
                .allMatch(argument ->
                        flowFile(overlay).flowNames().stream().anyMatch(flow -> argument.equals("flow=" + flow)));
    }

    @ParameterizedTest
    @MethodSource(OVERLAYS)
    void the_pod_gives_the_flow_file_every_variable_it_names(String name) {
        Overlay overlay = Overlay.rendered(name);

        assertThat(overlay.environment().keySet()).containsAll(flowFile(overlay).neededVariables());
        assertThat(flowFile(overlay).neededVariables()).contains("WAREHOUSE_PASSWORD");
    }

    @Test
    void a_flow_without_a_name_is_called_like_its_source() {
        assertThat(FlowFile.check(GOOD).flowNames()).containsExactly("a");
    }

    @Test
    void a_variable_with_a_default_is_not_needed() {
        assertThat(FlowFile.check(GOOD + "table = \"${A}_${B:b}_{stream}\"\n").neededVariables())
                .containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({
        "from, form",
        "to = \"b\", to = \"c\"",
        "method, methods",
        "[[flows]], [flows",
        "[sources.a], [source.a]"
    })
    void a_mistake_in_a_flow_file_is_found(String right, String wrong) {
        assertThatThrownBy(() -> FlowFile.check(GOOD.replace(right, wrong))).isInstanceOf(AssertionError.class);
    }

    private static FlowFile flowFile(Overlay overlay) {
        return FlowFile.check(overlay.only(ConfigMap.class).getData().get("config.toml"));
    }
}
