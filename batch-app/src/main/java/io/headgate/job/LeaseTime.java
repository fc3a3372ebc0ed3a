package io.headgate.job;

import java.time.Duration;

/**
 * How long a lease is valid without being renewed. Thirty seconds, unless the JVM's command line says {@code
 * -Dheadgate.lease.seconds=N}. A shorter one lets a successor take over earlier, and makes a process that the machine starves lose its
 * lease more easily; neither loses or doubles a record, because that is the epoch's business. Processes may differ in it: what a
 * holder writes into its row is valid for as long as the holder said.
 */
record LeaseTime(Duration duration) {

    static final String PROPERTY = "headgate.lease.seconds";
    static final int SHORTEST_SECONDS = 3;
    static final int LONGEST_SECONDS = 3600;
    private static final int DEFAULT_SECONDS = 30;
    private static final int RENEWALS = 6;

    static LeaseTime configured() {
        return parse(System.getProperty(PROPERTY, Integer.toString(DEFAULT_SECONDS)));
    }

    /** Refuses what would make every holder look dead, or a dead one live for hours. */
    static LeaseTime parse(String text) {
        if (!text.matches("[0-9]{1,4}")
                || Integer.parseInt(text) < SHORTEST_SECONDS
                || Integer.parseInt(text) > LONGEST_SECONDS) {
            throw new IllegalArgumentException(PROPERTY + " is a number of seconds from " + SHORTEST_SECONDS + " to "
                    + LONGEST_SECONDS + ", not '" + text + "'");
        }
        return new LeaseTime(Duration.ofSeconds(Integer.parseInt(text)));
    }

    /** How often the holder renews it: one renewal may be late, and some may fail. */
    Duration renewal() {
        return duration.dividedBy(RENEWALS);
    }

    /** A holder elsewhere that has not renewed for this long will not do so in time. */
    Duration patience() {
        return duration.plus(renewal());
    }
}
