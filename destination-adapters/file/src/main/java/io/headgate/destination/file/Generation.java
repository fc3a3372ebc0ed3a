package io.headgate.destination.file;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of a partition's writers wrote a file. It begins the file's name, and of two the larger one has taken over.
 *
 * @param epoch the run
 * @param attempt how often that run has opened the partition, from 1
 */
record Generation(long epoch, int attempt) implements Comparable<Generation> {

    private static final Comparator<Generation> ORDER =
            Comparator.comparingLong(Generation::epoch).thenComparingInt(Generation::attempt);
    private static final Pattern FORM = Pattern.compile("(\\d{1,19})\\.(\\d{1,9})\\..+");

    @Override
    public int compareTo(Generation other) {
        return ORDER.compare(this, other);
    }

    boolean isOlderThan(Generation other) {
        return compareTo(other) < 0;
    }

    /** Whose file it is, or null if the name tells of none. */
    static @Nullable Generation of(String fileName) {
        Matcher matcher = FORM.matcher(fileName);
        return matcher.matches()
                ? new Generation(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)))
                : null;
    }

    String claimName() {
        return fileName("claim");
    }

    String manifestName() {
        return fileName("manifest");
    }

    /** The name of one of its files: {@code 7.1.manifest}. */
    String fileName(String kind) {
        return epoch + "." + attempt + "." + kind;
    }
}
