package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BenchmarksTest {

    @Test
    void theHelpNamesEveryFormat() {
        assertThat(Benchmarks.help())
                .contains(MeasuredFormat.ALL.stream().map(MeasuredFormat::key).collect(Collectors.joining(", ")))
                .contains("jsonl");
    }
}
