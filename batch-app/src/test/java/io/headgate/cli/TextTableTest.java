package io.headgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void widths_count_code_points_and_numbers_stand_right() {
        TextTable table = new TextTable("name", ">count");
        table.row("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 1);
        table.row("a", 1_000_000L);
        assertThat(table.lines())
                .containsExactly(
                        "name       count",
                        "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00          1",
                        "a      1,000,000");
    }

    @Test
    void text_cannot_break_the_line_or_steer_the_terminal() {
        assertThat(TextTable.visible("a\nb\u001b[2J\t")).isEqualTo("a\\nb\\x1b[2J\\t");
        assertThat(TextTable.shortened("\uD83D\uDE00bcdef", 5)).isEqualTo("\uD83D\uDE00b...");
        assertThat(TextTable.shortened("abcde", 5)).isEqualTo("abcde");
    }
}
