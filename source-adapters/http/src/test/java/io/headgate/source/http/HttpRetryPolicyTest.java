package io.headgate.source.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.util.backoff.BackOffExecution;

/** The pauses between the attempts of one request. */
class HttpRetryPolicyTest {

    private static final HttpRetryConfig CONFIG =
            new HttpRetryConfig(7, Duration.ofMillis(100), Duration.ofMillis(1000), Duration.ofMinutes(1));

    private static List<Long> pauses(HttpRetryPolicy policy, Duration retryAfter) {
        BackOffExecution execution = policy.getBackOff().start();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < CONFIG.attempts(); i++) {
            assertThat(policy.shouldRetry(new HttpFailure("busy", retryAfter, null)))
                    .isTrue();
            pauses.add(execution.nextBackOff());
        }
        return pauses;
    }

    @Test
    void pausesDoubleUpToTheLongestLessUpToHalfByChance() {
        List<Long> pauses = pauses(new HttpRetryPolicy(CONFIG, new Random(1)), null);
        long full = 100;
        for (long pause : pauses.subList(0, 6)) {
            assertThat(pause).isBetween(full / 2, full);
            full = Math.min(2 * full, 1000);
        }
        assertThat(pauses.get(6)).as("after seven attempts").isEqualTo(BackOffExecution.STOP);
        assertThat(pauses(new HttpRetryPolicy(CONFIG, new Random(2)), null))
                .as("two clients do not come back together")
                .isNotEqualTo(pauses);
    }

    @Test
    void theServersPauseIsTheShortest() {
        assertThat(pauses(new HttpRetryPolicy(CONFIG, new Random(1)), Duration.ofSeconds(5))
                        .subList(0, 6))
                .containsOnly(5000L);
    }

    @Test
    void whatIsNotTransientIsNotTriedAgain() {
        assertThat(new HttpRetryPolicy(CONFIG, new Random(1)).shouldRetry(new IllegalStateException()))
                .isFalse();
    }

    @Test
    void pausesOfAnySizeStayWithinTheLongest() {
        HttpRetryConfig endless =
                new HttpRetryConfig(1000, Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(400));
        HttpRetryPolicy policy = new HttpRetryPolicy(endless, new Random(1));
        BackOffExecution execution = policy.getBackOff().start();
        for (int i = 1; i < 1000; i++) {
            assertThat(execution.nextBackOff())
                    .isBetween(1L, Duration.ofDays(30).toMillis());
        }
    }
}
