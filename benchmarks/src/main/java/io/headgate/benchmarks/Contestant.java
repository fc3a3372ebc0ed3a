package io.headgate.benchmarks;

/** One of those that are compared. Runs are interleaved: each contestant once per round. */
interface Contestant {

    String name();

    /** Brings everything into the state before a run; not measured. */
    void prepare();

    /** Runs once, and fails unless everything has arrived. */
    Measurement run();
}
