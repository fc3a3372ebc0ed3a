package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class MeasuredProcessTest {

    @TempDir
    Path folder;

    @Test
    void allProcessorTimeOfAChildIsSeen() {
        String busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";

        Measurement measured = run("sh", "-c", busy);

        assertThat(measured.cpuSeconds()).isPositive().isLessThanOrEqualTo(measured.wallSeconds() + 0.1);
        assertThat(measured.peakRssBytes()).isBetween(100_000L, 100_000_000L);
    }

    @Test
    void whileAProcessRunsItsProcessorTimeCanBeAskedFor() {
        String busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        List<Double> seen = new ArrayList<>();

        Measurement measured = MeasuredProcess.run(
                List.of("sh", "-c", busy),
                folder,
                folder.resolve("out"),
                folder.resolve("err"),
                pid -> seen.add(ProcessTimes.processSeconds(pid)));
        seen.removeIf(seconds -> seconds.isNaN());

        assertThat(seen).isSorted().allMatch(seconds -> seconds <= measured.cpuSeconds() + 0.02);
        assertThat(seen.get(seen.size() - 1)).isPositive();
        assertThat(ProcessTimes.processSeconds(Long.MAX_VALUE)).isNaN();
    }

    @Test
    void ofSeveralProcessesTheLargestOneIsThePeak() {
        Measurement measured = run("sh", "-c", "dd if=/dev/zero bs=64M count=8 | cat > /dev/null");

        assertThat(measured.peakRssBytes()).isBetween(64_000_000L, 100_000_000L);
    }

    @Test
    void aFailedCommandIsNoMeasurement() {
        assertThatThrownBy(() -> run("sh", "-c", "echo wrong >&2; exit 3"))
                .isInstanceOf(BenchmarkException.class)
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("wrong");
    }

    @Test
    void aNameWithBlanksAndParenthesesDoesNotShiftTheNumbers() {
        String stat = "42 (a ) b (c) S 7 42 42 0 -1 4194304 100 200 0 0 11 22 33 44 20 0 1 0 5 0 0";

        assertThat(ProcessTimes.Times.parse(stat)).isEqualTo(new ProcessTimes.Times(7, 33, 77));
    }

    private Measurement run(String... command) {
        return MeasuredProcess.run(List.of(command), folder, folder.resolve("out"), folder.resolve("err"));
    }
}
