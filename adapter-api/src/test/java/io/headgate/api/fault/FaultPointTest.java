package io.headgate.api.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each in a JVM of its own, since a fault ends it. */
class FaultPointTest {

    /** What the child runs: reaches two places in turn, three times. */
    static final class Child {
        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
            for (int round = 1; round <= 3; round++) {
                System.out.println("round " + round);
                System.out.flush();
                FaultPoint.reach("first");
                FaultPoint.reach("second");
            }
            System.out.println("end");
        }
    }

    /** What reads a file into system properties does this, for instance Spring Boot's launcher. */
    static final class Armer {
        public static void main(String[] arguments) {
            System.setProperty("headgate.fault", "first");
            Child.main(arguments);
        }
    }

    /** Calls so often that the JIT compiles the caller. */
    static final class Busy {
        public static void main(String[] arguments) {
            for (int i = 0; i < 50; i++) {
                call();
            }
        }

        private static void call() {
            for (int i = 0; i < 100_000; i++) {
                FaultPoint.reach("first");
            }
        }
    }

    private record Ended(int exitCode, List<String> output) {}

    private static Process start(String... options) throws IOException {
        return start(Child.class, options);
    }

    private static Process start(Class<?> main, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Ended run(String... options) throws Exception {
        return run(Child.class, options);
    }

    private static Ended run(Class<?> main, String... options) throws Exception {
        Process process = start(main, options);
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = reader.lines().toList();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Ended(process.exitValue(), lines);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void nothing_happens_unless_a_place_is_armed() throws Exception {
        assertThat(run()).isEqualTo(new Ended(0, List.of("round 1", "round 2", "round 3", "end", "hook")));
        assertThat(run("-Dheadgate.fault=elsewhere").exitCode()).isZero();
        assertThat(run("-Dheadgate.fault=").exitCode()).isZero();
    }

    @Test
    void only_the_command_line_arms_a_place() throws Exception {
        assertThat(run(Armer.class).output()).endsWith("end", "hook");
        assertThat(run(Armer.class, "-Dheadgate.fault=first").output()).containsExactly("round 1");
    }

    @Test
    void a_call_is_inlined_into_its_caller_and_so_costs_one_comparison_with_a_constant() throws Exception {
        List<String> compiler = run(Busy.class, "-XX:+UnlockDiagnosticVMOptions", "-XX:+PrintInlining")
                .output();
        assertThat(compiler)
                .anyMatch(line -> line.contains("FaultPoint::reach")
                        && line.contains("inline")
                        && !line.contains("fail")
                        && !line.contains("not inline"));
        assertThat(compiler).noneMatch(line -> line.contains("Plan::reached"));
    }

    @Test
    void the_process_dies_at_once_and_runs_no_hook() throws Exception {
        assertThat(run("-Dheadgate.fault=first")).isEqualTo(new Ended(137, List.of("round 1")));
    }

    @Test
    void the_nth_time_can_be_chosen() throws Exception {
        assertThat(run("-Dheadgate.fault=second:2")).isEqualTo(new Ended(137, List.of("round 1", "round 2")));
        assertThat(run("-Dheadgate.fault=second:4").exitCode()).isZero();
    }

    @Test
    void an_exception_can_be_thrown_instead() throws Exception {
        Ended ended = run("-Dheadgate.fault=second:3=throw");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("round 3", "hook").doesNotContain("end");
        assertThat(ended.output()).anyMatch(line -> line.contains("injected fault at second"));
    }

    @Test
    void what_is_no_fault_is_not_taken_for_one_that_was_survived() throws Exception {
        for (String mistyped : List.of("first=thorw", "first:x", "first:0", "first:1=")) {
            Ended ended = run("-Dheadgate.fault=" + mistyped);
            assertThat(ended.exitCode()).as(mistyped).isEqualTo(1);
            assertThat(ended.output())
                    .as(mistyped)
                    .contains("round 1")
                    .anyMatch(line -> line.contains("headgate.fault is NAME[:N][=ACTION]"));
        }
    }

    @Test
    void a_pause_is_announced_and_lasts_until_a_signal() throws Exception {
        Process process = start("-Dheadgate.fault=first=pause");
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(reader.readLine()).isEqualTo("round 1");
            assertThat(reader.readLine()).isEqualTo("headgate.fault reached first");
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor()).isNotZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
