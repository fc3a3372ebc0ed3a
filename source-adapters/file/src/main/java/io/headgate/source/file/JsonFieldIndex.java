package io.headgate.source.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds fields by their names in UTF-8, without making a String. Any thread. */
final class JsonFieldIndex {

    private final byte[][] names;
    private final int[] table;
    private final int mask;

    JsonFieldIndex(List<String> fields) {
        names = fields.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        table = new int[Integer.highestOneBit(names.length * 4 + 4)];
        mask = table.length - 1;
        for (int i = 0; i < names.length; i++) {
            int slot = hash(names[i], 0, names[i].length) & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = i + 1;
        }
    }

    int size() {
        return names.length;
    }

    /**
     * The field of this name, or -1.
     *
     * @param guess looked at first: records have their fields in the same order, mostly
     */
    int find(byte[] data, int start, int end, int guess) {
        if (guess < names.length && isName(guess, data, start, end)) {
            return guess;
        }
        int slot = hash(data, start, end) & mask;
        while (table[slot] != 0) {
            if (isName(table[slot] - 1, data, start, end)) {
                return table[slot] - 1;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    private boolean isName(int field, byte[] data, int start, int end) {
        return Arrays.equals(names[field], 0, names[field].length, data, start, end);
    }

    private static int hash(byte[] data, int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + data[i];
        }
        return hash ^ hash >>> 15;
    }
}
