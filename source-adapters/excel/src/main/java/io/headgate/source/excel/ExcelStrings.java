package io.headgate.source.excel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The texts that cells share, as UTF-8 in one array: the one thing of a workbook that has to be in memory. Immutable. */
final class ExcelStrings {

    static final ExcelStrings NONE = new ExcelStrings(new byte[0], new int[1], 0);

    private static final int FIRST_BYTES = 1 << 16;
    private static final int FIRST_TEXTS = 1 << 10;

    private final byte[] data;
    private final int[] offsets;
    private final int count;

    private ExcelStrings(byte[] data, int[] offsets, int count) {
        this.data = data;
        this.offsets = offsets;
        this.count = count;
    }

    /**
     * @param maxBytes how much memory the texts may take
     * @throws TooMuch if they take more
     */
    static ExcelStrings read(ExcelXml xml, long maxBytes) throws IOException {
        byte[] data = new byte[FIRST_BYTES];
        int[] offsets = new int[FIRST_TEXTS];
        int count = 0;
        long bytes = 0;
        while (xml.next()) {
            if (!xml.isStart("si")) {
                continue;
            }
            byte[] text = xml.richText("si").getBytes(StandardCharsets.UTF_8);
            bytes += text.length;
            if (bytes + 4L * count > maxBytes || bytes > Integer.MAX_VALUE - FIRST_BYTES) {
                throw new TooMuch();
            }
            if (bytes > data.length) {
                data = Arrays.copyOf(
                        data, (int) Math.max(bytes, Math.min(Integer.MAX_VALUE - 8L, data.length * 3L / 2)));
            }
            if (count + 2 > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 3 / 2);
            }
            System.arraycopy(text, 0, data, offsets[count], text.length);
            offsets[++count] = (int) bytes;
        }
        return new ExcelStrings(data, offsets, count);
    }

    /** More text than the configuration allows. */
    static final class TooMuch extends IOException {
        private static final long serialVersionUID = 1L;
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
