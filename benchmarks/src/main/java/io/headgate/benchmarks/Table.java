package io.headgate.benchmarks;

/** One table of numbers: runs everything that it compares, and prints it. */
interface Table {

    /** What it measures, in a sentence. */
    String description();

    void measure(Options options, Report report);
}
