package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void whatIsNotGivenIsUpToTheTable() {
        Options options = new Options(List.of("rows=2_000_000", "shape=wide"));

        assertThat(options.rows(5)).isEqualTo(2_000_000);
        assertThat(options.runs(3)).isEqualTo(3);
        assertThat(options.shape()).isEqualTo(RowShape.WIDE);
        assertThat(options.with("shape", "long").shape()).isEqualTo(RowShape.LONG);
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThatThrownBy(() -> new Options(List.of("row=5"))).hasMessageContaining("'row=5' is not understood");
        assertThatThrownBy(() -> new Options(List.of("rows=many")).rows(1)).hasMessageContaining("rows=many");
        assertThatThrownBy(() -> new Options(List.of("shape=round")).shape()).hasMessageContaining("shape=round");
    }

    @Test
    void theRepositoryIsFoundFromWithinAModule() {
        assertThat(Options.repository().resolve("benchmarks/pom.xml")).exists();
    }
}
