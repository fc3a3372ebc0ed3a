package io.headgate.restart;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What should be there against what is there.
 *
 * @param expected how many should be there
 * @param found how many are
 * @param distinct how many different ones are
 * @param lost should be there and are not
 * @param strange are there and were never sent
 * @param sameChecksum whether a checksum that does not depend on order says the same of both
 */
record Tally(long expected, long found, long distinct, long lost, long strange, boolean sameChecksum) {

    static Tally of(Set<String> expected, List<String> found) {
        Set<String> distinct = new HashSet<>(found);
        long lost = expected.stream().filter(text -> !distinct.contains(text)).count();
        long strange =
                distinct.stream().filter(text -> !expected.contains(text)).count();
        return new Tally(
                expected.size(), found.size(), distinct.size(), lost, strange, checksum(expected) == checksum(found));
    }

    /** A sum, so that the order does not count but how often does. */
    private static long checksum(Collection<String> texts) {
        return texts.stream().mapToLong(Tally::hash).sum();
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 32);
    }

    long doubled() {
        return found - distinct;
    }

    boolean isExact() {
        return found == expected && distinct == expected && lost == 0 && strange == 0 && sameChecksum;
    }

    /** Whether what is there so far may be continued: nothing twice, nothing that was never sent. */
    boolean isPartOfIt() {
        return doubled() == 0 && strange == 0;
    }
}
