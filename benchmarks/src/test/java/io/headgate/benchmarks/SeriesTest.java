package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void contestantsTakeTurnsAndEachRoundBeginsWithAnotherOne() {
        List<String> order = new ArrayList<>();

        Series series = Series.run(List.of(recording("a", order), recording("b", order)), 2);

        assertThat(order)
                .containsExactly(
                        "prepare a", "run a", "prepare b", "run b", "prepare b", "run b", "prepare a", "run a");
        assertThat(series.names()).containsExactly("a", "b");
        assertThat(series.of("a")).hasSize(2);
    }

    @Test
    void aRatioIsTheMedianOfTheRoundsNotTheRatioOfMedians() {
        Series series = new Series();
        double[] slow = {10, 40, 12};
        double[] fast = {5, 10, 4};
        for (int round = 0; round < 3; round++) {
            series.add("slow", seconds(slow[round]));
            series.add("fast", seconds(fast[round]));
        }

        Series.Ratio ratio = series.speed("fast", "slow", Measurement::wallSeconds);

        assertThat(ratio).isEqualTo(new Series.Ratio(3, 2, 4));
    }

    @Test
    void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertThat(Measurement.median(new double[] {9, 1, 4, 2})).isEqualTo(3);
        assertThat(Measurement.median(new double[] {9, 1, 4})).isEqualTo(4);
    }

    private static Measurement seconds(double seconds) {
        return Measurement.ofProcess(seconds, seconds, 1);
    }

    private static Contestant recording(String name, List<String> order) {
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() {
                order.add("prepare " + name);
            }

            @Override
            public Measurement run() {
                order.add("run " + name);
                return seconds(1);
            }
        };
    }
}
