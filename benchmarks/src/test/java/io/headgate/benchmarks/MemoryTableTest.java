package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryTableTest {

    @Test
    void eachNumberOfRowsHasItsTimesAndTheMostIsComparedWithTheFewest() {
        Series series = new Series();
        series.add("few", Measurement.ofProcess(2, 3, 100 << 20));
        series.add("more", Measurement.ofProcess(5, 6, 150 << 20));
        series.add("most", Measurement.ofProcess(10, 20, 105 << 20));

        assertThat(printed(series))
                .contains("- 1 interleaved rounds")
                .contains("| 1,000,000 | 2.0 | 500,000 | 3.00 | 100 |")
                .contains("| 10,000,000 | 10.0 | 1,000,000 | 2.00 | 105 |")
                .contains("Reached: the same peak RSS ± 10 %; measured 1.05 ×");
    }

    @Test
    void moreThanATenthIsNotReached() {
        Series series = new Series();
        series.add("few", Measurement.ofProcess(2, 3, 100 << 20));
        series.add("more", Measurement.ofProcess(5, 6, 100 << 20));
        series.add("most", Measurement.ofProcess(10, 20, 111 << 20));

        assertThat(printed(series)).contains("**Not reached**: the same peak RSS ± 10 %; measured 1.11 ×");
    }

    private static String printed(Series series) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("few", 1_000_000L);
        rows.put("more", 5_000_000L);
        rows.put("most", 10_000_000L);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report report = new Report(null, new PrintStream(out, true, StandardCharsets.UTF_8));
        MemoryTable.print(series, rows, report);
        report.print();
        return out.toString(StandardCharsets.UTF_8);
    }
}
