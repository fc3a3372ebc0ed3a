package io.headgate.benchmarks;

/** A stream of numbers that is the same on every machine and every JDK. */
final class SplitMix {

    private long state;

    SplitMix(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) ((next() >>> 1) % bound);
    }
}
