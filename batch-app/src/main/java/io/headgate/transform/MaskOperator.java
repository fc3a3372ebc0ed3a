package io.headgate.transform;

import io.headgate.api.data.Column;
import io.headgate.api.data.ColumnBuilder;
import io.headgate.transform.TransformOptions.MaskOptions;
import java.nio.charset.StandardCharsets;

/** Hides the characters of a text but the first and last few. Of a text that has no more than these, all are hidden. */
final class MaskOperator implements ColumnChange {

    private final int keepFirst;
    private final int keepLast;
    private final byte[] mark;

    MaskOperator(MaskOptions options) {
        this.keepFirst = options.keepFirst();
        this.keepLast = options.keepLast();
        this.mark = options.with().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void change(Column from, int row, ColumnBuilder to) {
        Column.Bytes text = (Column.Bytes) from;
        byte[] data = text.data();
        int start = text.start(row);
        int end = start + text.length(row);
        int characters = 0;
        for (int i = start; i < end; i++) {
            characters += isStart(data[i]) ? 1 : 0;
        }
        boolean all = characters <= keepFirst + keepLast;
        ColumnBuilder.Bytes target = (ColumnBuilder.Bytes) to;
        int at = target.room(text.length(row) + characters * mark.length);
        byte[] room = target.data();
        int character = -1;
        for (int i = start; i < end; i++) {
            character += isStart(data[i]) ? 1 : 0;
            if (!all && (character < keepFirst || character >= characters - keepLast)) {
                room[at++] = data[i];
            } else if (isStart(data[i])) {
                System.arraycopy(mark, 0, room, at, mark.length);
                at += mark.length;
            }
        }
        target.close(at);
    }

    /** Not one of the bytes that continue a character of UTF-8. */
    private static boolean isStart(byte value) {
        return (value & 0xC0) != 0x80;
    }
}
