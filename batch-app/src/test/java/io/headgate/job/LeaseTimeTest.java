package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a lease lasts. */
class LeaseTimeTest {

    @Test
    void isThirtySecondsRenewedEveryFiveUnlessTheCommandLineSaysOtherwise() {
        assertThat(LeaseTime.configured()).isEqualTo(new LeaseTime(Duration.ofSeconds(30)));
        assertThat(LeaseTime.configured().renewal()).isEqualTo(Duration.ofSeconds(5));
        assertThat(LeaseTime.parse("6").patience()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-5", "3601", "five", "", "5s"})
    void refusesWhatWouldMakeEveryHolderLookDeadOrADeadOneLiveForHours(String text) {
        assertThatThrownBy(() -> LeaseTime.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "headgate.lease.seconds is a number of seconds from 3 to 3600, not '" + text + "'");
    }
}
