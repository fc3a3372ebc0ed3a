package io.headgate.restart;

import java.util.stream.Stream;

/** Which cases of a matrix run: in each build those that stand for the others, with {@code -Drestart.cases=all} all of them. */
final class Cases {

    private static final boolean ALL = "all".equals(System.getProperty("restart.cases"));

    private Cases() {}

    static boolean all() {
        return ALL;
    }

    static <T> Stream<T> of(Stream<T> always, Stream<T> besides) {
        return ALL ? Stream.concat(always, besides) : always;
    }
}
