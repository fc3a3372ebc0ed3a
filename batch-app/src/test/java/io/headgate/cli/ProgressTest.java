package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void a_short_run_logs_nothing_and_a_long_one_a_line_every_ten_seconds_per_stream() {
        List<String> lines = new ArrayList<>();
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
        try (ProgressLines progress = new ProgressLines(lines::add, clock::get)) {
            progress.advanced("a", 1000, 40_000);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(9));
            progress.advanced("a", 9000, 40_000);
            assertThat(lines).isEmpty();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
            progress.advanced("a", 21_000, 40_000);
            progress.advanced("a", 22_000, 40_000);
            progress.advanced("b", 5, -1);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
            progress.advanced("b", 5, -1);
            progress.advanced("a", 41_000, 40_000);
        }
        assertThat(lines)
                .containsExactly(
                        "a: 21,000 records (about 52 %), 2,000 rows/s",
                        "b: 5 records, 0 rows/s", "a: 41,000 records, 2,000 rows/s");
    }

    @Test
    void a_terminal_shows_a_bar_per_stream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream screen = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (ProgressBars progress = new ProgressBars(
                () -> new ProgressBarBuilder().setConsumer(new ConsoleProgressBarConsumer(screen, 100)))) {
            progress.advanced("known", 10, 100);
            progress.advanced("known", 150, 100);
            progress.advanced("known", 90, 100);
            progress.advanced("unknown", 10, -1);
            progress.close();
            progress.advanced("known", 200, 100);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("known")
                .contains("150")
                .contains("unknown");
    }
}
