package io.headgate.destination.file;

import java.time.LocalDate;

/** Writes dates and times as ISO 8601 text. */
final class TimeText {

    static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final int YEAR_0 = -719_528;
    private static final int END_OF_9999 = 2_932_896;
    private static final long MICROS = 1_000_000L;
    private static final int DATE_LENGTH = 10;
    private static final int TIME_LENGTH = 15;

    private TimeText() {}

    /** {@code 2026-11-21}; years beyond 0000 to 9999 with a sign. */
    static void writeDate(long epochDay, TextBuffer out) {
        if (epochDay < YEAR_0 || epochDay > END_OF_9999) {
            out.putText(LocalDate.ofEpochDay(epochDay).toString());
            return;
        }
        // Days since 0000-03-01, so that the leap day ends a year; eras of 400 years repeat.
        int day = (int) epochDay + 719_468;
        int era = Math.floorDiv(day, 146_097);
        int dayOfEra = day - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shifted = (5 * dayOfYear + 2) / 153;
        int month = shifted < 10 ? shifted + 3 : shifted - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        out.ensure(DATE_LENGTH);
        byte[] bytes = out.bytes;
        int at = out.length;
        NumberText.pair(year / 100, bytes, at);
        NumberText.pair(year % 100, bytes, at + 2);
        bytes[at + 4] = '-';
        NumberText.pair(month, bytes, at + 5);
        bytes[at + 7] = '-';
        NumberText.pair(dayOfYear - (153 * shifted + 2) / 5 + 1, bytes, at + 8);
        out.length = at + DATE_LENGTH;
    }

    /** {@code 12:34:56}, with three or six digits after a point where there is a fraction. */
    static void writeTime(long microOfDay, TextBuffer out) {
        if (microOfDay < 0 || microOfDay >= MICROS_PER_DAY) {
            throw new UnfitValueException("BAD_TIME", microOfDay + " microseconds are no time of a day");
        }
        out.ensure(TIME_LENGTH);
        byte[] bytes = out.bytes;
        int at = out.length;
        int seconds = (int) (microOfDay / MICROS);
        NumberText.pair(seconds / 3600, bytes, at);
        bytes[at + 2] = ':';
        NumberText.pair(seconds / 60 % 60, bytes, at + 3);
        bytes[at + 5] = ':';
        NumberText.pair(seconds % 60, bytes, at + 6);
        out.length = at + 8;
        writeFraction((int) (microOfDay % MICROS), out);
    }

    private static void writeFraction(int micros, TextBuffer out) {
        if (micros == 0) {
            return;
        }
        boolean millis = micros % 1000 == 0;
        int digits = millis ? 3 : 6;
        out.bytes[out.length] = '.';
        NumberText.padded(millis ? micros / 1000 : micros, digits, out.bytes, out.length + 1);
        out.length += digits + 1;
    }

    /** {@code 2026-11-21T12:34:56.789}. */
    static void writeTimestamp(long epochMicros, TextBuffer out) {
        writeDate(Math.floorDiv(epochMicros, MICROS_PER_DAY), out);
        out.put('T');
        writeTime(Math.floorMod(epochMicros, MICROS_PER_DAY), out);
    }

    /** {@code 2026-11-21T12:34:56.789Z}. */
    static void writeInstant(long epochMicros, TextBuffer out) {
        writeTimestamp(epochMicros, out);
        out.put('Z');
    }
}
