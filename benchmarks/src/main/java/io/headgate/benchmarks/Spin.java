package io.headgate.benchmarks;

import java.nio.file.Path;
import java.util.List;

/**
 * What a second core adds on this machine to a program that needs nothing but the processor: virtual cores may share a real one,
 * its caches and its clock rate. One process that counts, against two of them at once.
 */
final class Spin {

    static final String ONCE = "one loop";
    static final String TWICE = "two loops at once";

    private static final String STEPS = "2000000000";

    private final Options options;

    Spin(Options options) {
        this.options = options;
    }

    Contestant once() {
        return contestant(ONCE, "exec \"$@\"");
    }

    Contestant twice() {
        return contestant(TWICE, "\"$@\" & \"$@\" && wait");
    }

    private Contestant contestant(String name, String script) {
        Path log = options.work().resolve("spin.log");
        return new Contestant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void prepare() {}

            @Override
            public Measurement run() {
                List<String> command = List.of(
                        "sh",
                        "-c",
                        script,
                        "sh",
                        HeadgateRun.java(options),
                        "-XX:+UseSerialGC",
                        "-cp",
                        Options.repository()
                                .resolve("benchmarks/target/classes")
                                .toString(),
                        Spin.class.getName(),
                        STEPS);
                return MeasuredProcess.run(command, options.work(), log, log);
            }
        };
    }

    /** Counts: {@code steps} numbers of a generator, of which the last one is printed. */
    public static void main(String[] arguments) {
        SplitMix random = new SplitMix(1);
        long last = 0;
        for (long steps = Long.parseLong(arguments[0]); steps > 0; steps--) {
            last = random.next();
        }
        System.out.println(last);
    }
}
