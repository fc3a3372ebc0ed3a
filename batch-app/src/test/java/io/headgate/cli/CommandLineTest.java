package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    private static String mistake(String... arguments) {
        return String.valueOf(CommandLine.parse(arguments).mistake());
    }

    @Test
    void a_flow_alone_means_run_with_or_without_dashes() {
        for (String flow : new String[] {"flow=auto", "--flow=auto"}) {
            Command command = CommandLine.parse(flow);
            assertThat(command.mistake()).isNull();
            assertThat(command.verb()).isEqualTo(Verb.RUN);
            assertThat(command.flows()).containsExactly("auto");
        }
        assertThat(CommandLine.parse("run", "flow=a, b,a").flows()).containsExactly("a", "b");
        assertThat(CommandLine.parse("flow=*").allFlows()).isTrue();
    }

    @Test
    void other_pairs_of_a_run_become_parameters() {
        Command command = CommandLine.parse(
                "flow=a", "day=2026-01-02", "--hour=7=8", "params.debug=x", "fresh=true", "--force", "output=json");
        assertThat(command.mistake()).isNull();
        assertThat(command.parameters()).isEqualTo(Map.of("day", "2026-01-02", "hour", "7=8", "debug", "x"));
        assertThat(command.flag("fresh")).isTrue();
        assertThat(command.flag("force")).isTrue();
        assertThat(command.debug()).isFalse();
        assertThat(command.json()).isTrue();
    }

    @Test
    void spring_boots_own_properties_are_passed_on() {
        Command command =
                CommandLine.parse("flow=a", "--spring.datasource.url=jdbc:x", "logging.level.root=debug", "--a.b=c");
        assertThat(command.springArguments())
                .containsExactly("--spring.datasource.url=jdbc:x", "--logging.level.root=debug", "--a.b=c");
        assertThat(command.parameters()).isEmpty();
        assertThat(command.sets("spring.datasource.url")).isTrue();
        assertThat(command.sets("spring.datasource")).isFalse();
    }

    @Test
    void a_command_may_have_a_second_word() {
        assertThat(CommandLine.parse("sources", "csv").subject()).isEqualTo("csv");
        assertThat(CommandLine.parse("--help").verb()).isEqualTo(Verb.HELP);
        assertThat(CommandLine.parse("-h").verb()).isEqualTo(Verb.HELP);
        assertThat(CommandLine.parse("--version").verb()).isEqualTo(Verb.VERSION);
        assertThat(mistake("validate", "config.toml")).isEqualTo("'config.toml' is one word too many for 'validate'");
    }

    @Test
    void a_mistake_names_what_was_probably_meant() {
        assertThat(mistake("validat"))
                .isEqualTo("there is no command 'validat'; did you mean 'validate'? To run a flow, write flow=validat");
        assertThat(mistake("flw=auto"))
                .isEqualTo("nothing to do: name a flow (flow=NAME) or a command; did you mean flow= instead of flw=?");
        assertThat(mistake("preview", "flow=a", "row=3")).isEqualTo("'preview' has no key 'row'; did you mean 'rows'?");
        assertThat(mistake()).startsWith("nothing to do");
    }

    @Test
    void a_value_that_does_not_fit_is_refused() {
        assertThat(mistake("preview", "flow=a", "rows=0")).contains("rows= takes a number from 1");
        assertThat(mistake("flow=a", "output=xml")).isEqualTo("output= takes text or json, not 'xml'");
        assertThat(mistake("flow=a", "fresh=yes")).isEqualTo("fresh= takes true or false, not 'yes'");
        assertThat(mistake("flow=a", "day=" + "1".repeat(2501)))
                .isEqualTo("the value of parameter 'day' has 2501 characters, and 2500 is the most");
        assertThat(mistake("flow=a", "day=" + "1".repeat(2500), "k".repeat(93) + "=1"))
                .isEqualTo("null");
        assertThat(mistake("flow=a", "params." + "k".repeat(94) + "=1"))
                .contains("has 94 characters, and 93 is the most");
        assertThat(mistake("flow=a", "flow=b")).isEqualTo("'flow' is given twice");
        assertThat(mistake("flow=a,,b")).isEqualTo("flow= has an empty name in 'a,,b'");
        assertThat(mistake("flow=")).isEqualTo("flow= has no value");
        assertThat(mistake("flow=a", "run=20261121")).startsWith("run=: '20261121' cannot name a run: digits alone");
        assertThat(mistake("flow=a", "run=a/b")).contains("1 to 100 letters, digits and . _ : + @ ~ -");
        assertThat(mistake("=x")).isEqualTo("'=x' has no key before the =");
        assertThat(mistake("flow=a", "--config")).isEqualTo("'--config' has no value; write --config=VALUE");
        assertThat(mistake("discover")).isEqualTo("'discover' needs flow=NAME");
        assertThat(mistake("state", "flow=*")).isEqualTo("'state' takes one flow at a time");
    }
}
