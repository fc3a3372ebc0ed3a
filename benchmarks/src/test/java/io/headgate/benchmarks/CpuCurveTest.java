package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CpuCurveTest {

    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");

    @Test
    void betweenTwoPointsTheCurveIsALine() {
        CpuCurve curve = new CpuCurve();
        curve.add(START, 1);
        curve.add(START.plusMillis(100), 2);
        curve.add(START.plusMillis(200), 5);

        assertThat(curve.between(START, START.plusMillis(200))).isEqualTo(4, within(1e-9));
        assertThat(curve.between(START.plusMillis(50), START.plusMillis(150))).isEqualTo(2, within(1e-9));
    }

    @Test
    void aMomentThatNobodyHasLookedAtIsRefused() {
        CpuCurve curve = new CpuCurve();
        curve.add(START, 1);
        curve.add(START.plusMillis(100), 2);

        assertThatThrownBy(() -> curve.between(START, START.plusMillis(101))).hasMessageContaining("not within");
        assertThatThrownBy(() -> curve.between(START.minusMillis(1), START)).hasMessageContaining("not within");
    }
}
