package io.headgate.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The measurements of several contestants in interleaved rounds, each of which begins with another one: A B C, B C A, C A B. */
final class Series {

    private final Map<String, List<Measurement>> measured = new LinkedHashMap<>();

    /** Runs all rounds. The first contestant is what the others are compared with. */
    static Series run(List<? extends Contestant> contestants, int rounds) {
        Series series = new Series();
        contestants.forEach(contestant -> series.measured.put(contestant.name(), new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (int turn = 0; turn < contestants.size(); turn++) {
                // What one leaves behind, such as pages to be written, must not always meet the same other one.
                Contestant contestant = contestants.get((turn + round - 1) % contestants.size());
                contestant.prepare();
                Measurement measurement = contestant.run();
                series.add(contestant.name(), measurement);
                System.err.printf(
                        "round %d: %s %.2f s, %.2f s within, %.2f CPU-s, load %s%n",
                        round,
                        contestant.name(),
                        measurement.wallSeconds(),
                        measurement.streamSeconds(),
                        measurement.cpuSeconds(),
                        Machine.load());
            }
        }
        return series;
    }

    void add(String name, Measurement measurement) {
        measured.computeIfAbsent(name, any -> new ArrayList<>()).add(measurement);
    }

    /** The same, less one contestant. */
    Series without(String name) {
        Series others = new Series();
        others.measured.putAll(measured);
        others.measured.remove(name);
        return others;
    }

    List<String> names() {
        return List.copyOf(measured.keySet());
    }

    List<Measurement> of(String name) {
        return measured.getOrDefault(name, List.of());
    }

    double median(String name, ToDoubleFunction<Measurement> number) {
        return Measurement.median(of(name), number);
    }

    /**
     * How many times as fast as the other one: the median of the rounds' ratios, because what disturbs a round disturbs both.
     *
     * @param seconds which time counts
     */
    Ratio speed(String name, String other, ToDoubleFunction<Measurement> seconds) {
        List<Measurement> mine = of(name);
        List<Measurement> theirs = of(other);
        double[] ratios = new double[mine.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seconds.applyAsDouble(theirs.get(i)) / seconds.applyAsDouble(mine.get(i));
        }
        return Ratio.of(ratios);
    }

    /** A median and the range that it comes from. */
    record Ratio(double median, double lowest, double highest) {

        static Ratio of(double[] ratios) {
            java.util.Arrays.sort(ratios);
            return new Ratio(Measurement.median(ratios), ratios[0], ratios[ratios.length - 1]);
        }

        Ratio times(double factor) {
            return new Ratio(median * factor, lowest * factor, highest * factor);
        }
    }
}
