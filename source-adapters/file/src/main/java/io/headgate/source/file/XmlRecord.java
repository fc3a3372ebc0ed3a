package io.headgate.source.file;

import java.util.Arrays;

/**
 * One element with everything within it, as a list of nodes: an element is followed by its attributes, its text and its elements. Kept
 * in arrays that are used again for the next record. One thread.
 */
final class XmlRecord {

    static final byte ELEMENT = 0;
    static final byte ATTRIBUTE = 1;
    static final byte TEXT = 2;

    private static final int MAX_NODES = 1 << 20;

    private final int maxText;
    byte[] kinds = new byte[64];
    String[] names = new String[64];
    /** Index behind the node and what is within it. */
    int[] stops = new int[64];

    int[] starts = new int[64];
    int[] ends = new int[64];
    boolean[] nils = new boolean[64];
    /** Text of attributes and text nodes, in UTF-8, with some bytes to spare. */
    byte[] text = new byte[1024];

    int count;
    int length;
    /** Characters of all names. */
    long nameLength;

    boolean tooLong;

    XmlRecord(int maxText) {
        this.maxText = maxText;
    }

    void clear() {
        count = 0;
        length = 0;
        nameLength = 0;
        tooLong = false;
    }

    /** Adds a node and gives its index, or -1 if the record is too long to be kept. */
    int add(byte kind, String name) {
        if (tooLong || count == MAX_NODES) {
            tooLong = true;
            return -1;
        }
        if (count == kinds.length) {
            int room = 2 * count;
            kinds = Arrays.copyOf(kinds, room);
            names = Arrays.copyOf(names, room);
            stops = Arrays.copyOf(stops, room);
            starts = Arrays.copyOf(starts, room);
            ends = Arrays.copyOf(ends, room);
            nils = Arrays.copyOf(nils, room);
        }
        kinds[count] = kind;
        names[count] = name;
        nameLength += name.length();
        stops[count] = count + 1;
        starts[count] = length;
        ends[count] = length;
        nils[count] = false;
        return count++;
    }

    /** Ends an element. */
    void close(int element) {
        if (element >= 0) {
            stops[element] = count;
        }
    }

    /** Adds text to the last node, which is an attribute or a text. */
    void append(char[] chars, int from, int size) {
        if (tooLong || length + 3L * size > maxText) {
            tooLong = true;
            return;
        }
        int most = length + 3 * size + CsvText.SLACK;
        if (text.length < most) {
            text = Arrays.copyOf(text, Math.max(most, 2 * text.length));
        }
        for (int i = from; i < from + size; i++) {
            char c = chars[i];
            if (c < 0x80) {
                text[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < from + size && Character.isLowSurrogate(chars[i + 1])) {
                encode(Character.toCodePoint(c, chars[++i]));
            } else {
                encode(c);
            }
        }
        ends[count - 1] = length;
    }

    private void encode(int c) {
        if (c < 0x800) {
            text[length++] = (byte) (0xc0 | c >> 6);
        } else {
            if (c < 0x10000) {
                text[length++] = (byte) (0xe0 | c >> 12);
            } else {
                text[length++] = (byte) (0xf0 | c >> 18);
                text[length++] = (byte) (0x80 | c >> 12 & 0x3f);
            }
            text[length++] = (byte) (0x80 | c >> 6 & 0x3f);
        }
        text[length++] = (byte) (0x80 | c & 0x3f);
    }

    /** Takes back a text, the last node, if it is blank. */
    void dropBlank(int node) {
        if (node >= 0 && node == count - 1 && isBlank(node)) {
            count = node;
            length = starts[node];
        }
    }

    /** The node that holds a leaf's text: itself for an attribute; -1 for an element without text, and for one that is no leaf. */
    int textOf(int node) {
        if (kinds[node] != ELEMENT) {
            return node;
        }
        return stops[node] == node + 2 && kinds[node + 1] == TEXT ? node + 1 : -1;
    }

    /** Whether an element has neither attributes nor elements. */
    boolean isLeaf(int node) {
        return kinds[node] != ELEMENT || stops[node] == node + 1 || textOf(node) > 0;
    }

    /** Whether a text is nothing but blanks. */
    boolean isBlank(int node) {
        for (int i = starts[node]; i < ends[node]; i++) {
            byte b = text[i];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }
}
