package io.headgate.source.excel;

import io.headgate.api.config.ByteSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts that cells share, as UTF-8 in one array: the one thing of a workbook that has to be in memory. Does not change once it
 * is read.
 */
final class ExcelStrings {

    static final ExcelStrings NONE = new ExcelStrings(new ByteSize(0), new ExcelMemory(0));

    private static final int FIRST_BYTES = 1 << 16;
    private static final int FIRST_TEXTS = 1 << 10;
    private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final ByteSize most;
    private final ExcelMemory memory;
    private byte[] data = new byte[0];
    private int[] offsets = new int[1];
    private int count;
    private long taken;

    private ExcelStrings(ByteSize most, ExcelMemory memory) {
        this.most = most;
        this.memory = memory;
    }

    /**
     * @param most how much memory the texts may take
     * @param memory what they have to find room in
     * @throws TooMuch if they take more, or do not find it; nothing of the memory is taken then
     */
    static ExcelStrings read(ExcelXml xml, ByteSize most, ExcelMemory memory) throws IOException {
        ExcelStrings strings = new ExcelStrings(most, memory);
        try {
            while (xml.next()) {
                if (xml.isStart("si")) {
                    strings.add(xml.richText("si").getBytes(StandardCharsets.UTF_8));
                }
            }
            return strings;
        } catch (IOException | RuntimeException e) {
            strings.release();
            throw e;
        }
    }

    private void add(byte[] text) throws TooMuch {
        int start = offsets[count];
        long end = start + (long) text.length;
        if (end + (long) Integer.BYTES * count > most.bytes() || end > LONGEST_ARRAY) {
            throw new TooMuch("of more than " + most.text()
                    + ", which have to be in memory: raise max_strings, and the heap (-Xmx) with it");
        }
        if (end > data.length) {
            int length = longer(data.length, end, FIRST_BYTES);
            take(length);
            int before = data.length;
            data = Arrays.copyOf(data, length);
            give(before);
        }
        if (count + 2 > offsets.length) {
            int length = longer(offsets.length, count + 2, FIRST_TEXTS);
            take((long) Integer.BYTES * length);
            int before = offsets.length;
            offsets = Arrays.copyOf(offsets, length);
            give((long) Integer.BYTES * before);
        }
        System.arraycopy(text, 0, data, start, text.length);
        offsets[++count] = (int) end;
    }

    private int longer(int length, long needed, int first) {
        long roomy = Math.min(length * 3L / 2, Math.min(most.bytes(), LONGEST_ARRAY));
        return (int) Math.max(needed, Math.max(first, roomy));
    }

    private void take(long bytes) throws TooMuch {
        if (!memory.take(bytes)) {
            throw new TooMuch(
                    "that do not fit into memory: those of all workbooks that are open at the same time may take a"
                            + " third of the heap of " + memory.heapMegabytes() + "MB. Raise -Xmx (max_strings = "
                            + most.text()
                            + " allows more than that), or read fewer workbooks at the same time with partitions = 1");
        }
        taken += bytes;
    }

    private void give(long bytes) {
        memory.give(bytes);
        taken -= bytes;
    }

    /** Nobody reads the texts any more. */
    void release() {
        give(taken);
    }

    /** More text than the configuration or the heap allows. The message ends a sentence. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message);
        }
    }

    int count() {
        return count;
    }

    byte[] data() {
        return data;
    }

    int start(int index) {
        return offsets[index];
    }

    int length(int index) {
        return offsets[index + 1] - offsets[index];
    }

    String text(int index) {
        return new String(data, start(index), length(index), StandardCharsets.UTF_8);
    }
}
