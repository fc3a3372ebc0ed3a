package io.headgate.testkit;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A checksum over records in any order: the sum of a 64-bit hash of each. A record that is lost, doubled or changed shows; two that
 * have changed places do not.
 */
public final class OrderFreeChecksum {

    private long sum;
    private long count;

    /** Adds a record, written out in any unambiguous form. */
    public void add(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        sum += mix(crc.getValue() << 32 ^ record.hashCode() & 0xFFFF_FFFFL);
        count++;
    }

    public long count() {
        return count;
    }

    public long sum() {
        return sum;
    }

    /** The finaliser of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public String toString() {
        return count + " records, checksum " + Long.toHexString(sum);
    }
}
