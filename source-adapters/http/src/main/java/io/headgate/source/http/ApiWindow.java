package io.headgate.source.http;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Hashes of the last few records that were read. It never grows beyond its bound. */
final class ApiWindow {

    /** 200 hashes are 2.1 KB of state. */
    static final int SIZE = 200;

    private final Deque<Long> hashes = new ArrayDeque<>();

    static ApiWindow fromText(@Nullable Object text) {
        ApiWindow window = new ApiWindow();
        if (text != null) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text.toString()));
            while (bytes.remaining() >= Long.BYTES) {
                window.add(bytes.getLong());
            }
        }
        return window;
    }

    String toText() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * hashes.size());
        hashes.forEach(bytes::putLong);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Forgets the oldest if there are too many. */
    void add(long hash) {
        if (hashes.size() == SIZE) {
            hashes.removeFirst();
        }
        hashes.addLast(hash);
    }

    void addAll(ApiWindow other) {
        other.hashes.forEach(this::add);
    }

    boolean contains(long hash) {
        return !hashes.isEmpty() && hashes.contains(hash);
    }

    /** Takes one of these out, if there is one: a record that stood there twice may come again twice. */
    boolean remove(long hash) {
        return !hashes.isEmpty() && hashes.removeFirstOccurrence(hash);
    }

    /** What stands in both, as often as it does in both. */
    ApiWindow common(ApiWindow other) {
        ApiWindow common = new ApiWindow();
        for (long hash : hashes) {
            if (other.remove(hash)) {
                common.add(hash);
            }
        }
        return common;
    }

    void clear() {
        hashes.clear();
    }

    /** The one that was added last, or 0. */
    long last() {
        Long last = hashes.peekLast();
        return last == null ? 0 : last;
    }

    /** The one that was added before the last, or 0. */
    long lastButOne() {
        Iterator<Long> backwards = hashes.descendingIterator();
        if (hashes.size() < 2) {
            return 0;
        }
        backwards.next();
        return backwards.next();
    }

    /** Forgets all but the last. */
    void keepLast() {
        while (hashes.size() > 1) {
            hashes.removeFirst();
        }
    }
}
