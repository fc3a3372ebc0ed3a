package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.source.RejectedRecord;
import org.junit.jupiter.api.Test;

class RejectCounterTest {

    @Test
    void theMessageHoldsNoCharacterThatTheHistoryCouldNotKeep() {
        RejectedRecord record = new RejectedRecord("a\0.csv:3", "BAD_INT64", "column 'id': '1\0\n' is no int64", "1\0");
        assertThatThrownBy(() -> new RejectCounter(0, null).add(record))
                .hasMessageContaining("a\\x00.csv:3: BAD_INT64: column 'id': '1\\x00\\x0a' is no int64");
    }
}
