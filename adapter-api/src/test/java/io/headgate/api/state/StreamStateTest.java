package io.headgate.api.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamStateTest {

    @Test
    void numbers_are_long_or_double_at_every_depth() {
        StreamState state =
                StreamState.of("a", (short) 1, "b", List.of(2, (byte) 3, 0.5f, new BigDecimal("1.25"), Map.of("c", 4)));
        assertThat(state.values()).isEqualTo(Map.of("a", 1L, "b", List.of(2L, 3L, 0.5, 1.25, Map.of("c", 4L))));
        assertThat(state).isEqualTo(StreamState.of("a", 1L, "b", List.of(2L, 3L, 0.5, 1.25, Map.of("c", 4L))));
    }

    @Test
    void null_text_and_flags_are_kept() {
        Map<String, Object> values = new HashMap<>();
        values.put("nothing", null);
        values.put("text", "ü");
        values.put("flag", true);
        values.put("list", Arrays.asList(null, "x"));
        assertThat(new StreamState(values).values()).isEqualTo(values);
    }

    @Test
    void a_state_does_not_change_when_what_it_was_made_of_does() {
        List<Object> list = new ArrayList<>(List.of(1L));
        StreamState state = StreamState.of("list", list);
        list.add(2L);
        assertThat(state).isEqualTo(StreamState.of("list", List.of(1L)));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> state.values().put("more", 1L));
    }

    @Test
    void what_JSON_cannot_hold_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamState.of("at", Instant.EPOCH));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamState.of("map", Map.of(1, "x")));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbers_that_JSON_does_not_have_are_refused(double value) {
        assertThatIllegalArgumentException().isThrownBy(() -> StreamState.of("x", value));
        assertThatIllegalArgumentException().isThrownBy(() -> StreamState.of("x", (float) value));
    }

    @Test
    void a_decimal_that_would_be_rounded_is_refused() {
        assertThat(StreamState.of("at", new BigDecimal("0.10"))).isEqualTo(StreamState.of("at", 0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StreamState.of("at", new BigDecimal("12345678901234567.89")))
                .withMessageContaining("put it in as text");
    }

    @Test
    void values_are_read_with_a_default() {
        StreamState state = StreamState.of("n", 7, "t", "text");
        assertThat(state.getLong("n", 0)).isEqualTo(7);
        assertThat(state.getLong("t", 3)).isEqualTo(3);
        assertThat(state.getLong("absent", 3)).isEqualTo(3);
        assertThat(state.getString("t")).isEqualTo("text");
        assertThat(state.getString("absent")).isNull();
        assertThat(StreamState.EMPTY.isEmpty()).isTrue();
    }

    @Test
    void of_two_checkpoints_the_larger_sequence_is_ahead() {
        Checkpoint first = new Checkpoint(1, 10, 9, 1, "{}", false);
        assertThat(first.isAheadOf(Checkpoint.NONE)).isTrue();
        assertThat(Checkpoint.NONE.isAheadOf(first)).isFalse();
        assertThat(first.isAheadOf(first)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(-1, 0, 0, 0, "{}", false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Checkpoint(0, 0, 0, -1, "{}", false));
    }
}
