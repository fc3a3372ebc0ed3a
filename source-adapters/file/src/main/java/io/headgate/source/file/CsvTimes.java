package io.headgate.source.file;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** Dates and times from ASCII text in the ISO forms, without an object. */
final class CsvTimes {

    /** For text that is no date. */
    static final int NO_DATE = Integer.MIN_VALUE;
    /** For text that is no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    private static final int DATE_LENGTH = 10;
    private static final long SECOND = 1_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** Days before and after 1970-01-01 of which a long holds the microseconds. */
    private static final long MOST_DAYS = Long.MAX_VALUE / DAY - 1;

    private static final int[] DAYS_BEFORE = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};

    /** The text 0000-00- as a word. */
    private static final long YEAR_AND_MONTH = 0x2d30_302d_3030_3030L;
    /** Lifts what is above nine over fifteen. */
    private static final long SIXES = 0x0006_0600_0606_0606L;
    /** The bits that neither a digit nor the difference from a dash has. */
    private static final long NO_DATE_BITS = 0xfff0_f0ff_f0f0_f0f0L;

    private CsvTimes() {}

    /** {@code yyyy-MM-dd} as days since 1970-01-01. */
    static int parseDate(byte[] data, int start, int end) {
        if (end - start != DATE_LENGTH) {
            return isSigned(data, start, end) ? parseFarDate(data, start, end) : NO_DATE;
        }
        // Year, month and their dashes at once: what is left of a byte is its digit, or 0 for a dash in its place.
        long digits = CsvText.word(data, start) ^ YEAR_AND_MONTH;
        int day = twoDigits(data, start + 8);
        if (((digits | digits + SIXES) & NO_DATE_BITS) != 0 || day < 1) {
            return NO_DATE;
        }
        int century = 10 * (int) (digits & 15) + (int) (digits >>> 8 & 15);
        int yearOfCentury = 10 * (int) (digits >>> 16 & 15) + (int) (digits >>> 24 & 15);
        int month = 10 * (int) (digits >>> 40 & 15) + (int) (digits >>> 48 & 15);
        if (month < 1 || month > 12) {
            return NO_DATE;
        }
        int year = 100 * century + yearOfCentury;
        boolean leap = (year & 3) == 0 && (yearOfCentury != 0 || (century & 3) == 0);
        int length = DAYS_BEFORE[month] - DAYS_BEFORE[month - 1] + (leap && month == 2 ? 1 : 0);
        if (day > length) {
            return NO_DATE;
        }
        return daysBeforeYear(year) + DAYS_BEFORE[month - 1] + (leap && month > 2 ? 1 : 0) + day - 1;
    }

    /** Whether it begins as a date does of a year before 0 or after 9999. */
    private static boolean isSigned(byte[] data, int start, int end) {
        return end - start > DATE_LENGTH && (data[start] == '-' || data[start] == '+');
    }

    /** A sign, a year of four digits or, up to nine of them, more, month and day: as ISO 8601 writes years that are far away. */
    private static int parseFarDate(byte[] data, int start, int end) {
        try {
            long day = LocalDate.parse(new String(data, start, end - start, StandardCharsets.US_ASCII))
                    .toEpochDay();
            return Math.abs(day) > Integer.MAX_VALUE ? NO_DATE : (int) day;
        } catch (DateTimeParseException e) {
            return NO_DATE;
        }
    }

    private static int daysBeforeYear(int year) {
        // Year 0 is a leap year: the count of leap years before a year begins with it.
        int leaps = year == 0 ? 0 : (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400 + 1;
        return 365 * year + leaps - 719_528;
    }

    /** {@code HH:mm}, {@code HH:mm:ss} and up to nine digits of a fraction as microseconds of the day. */
    static long parseTime(byte[] data, int start, int end) {
        if (end - start < 5 || data[start + 2] != ':') {
            return NO_TIME;
        }
        int hour = twoDigits(data, start);
        int minute = twoDigits(data, start + 3);
        if ((hour | minute) < 0 || hour > 23 || minute > 59) {
            return NO_TIME;
        }
        long micros = hour * HOUR + minute * MINUTE;
        if (end - start == 5) {
            return micros;
        }
        if (end - start < 8 || data[start + 5] != ':') {
            return NO_TIME;
        }
        int second = twoDigits(data, start + 6);
        if (second < 0 || second > 59) {
            return NO_TIME;
        }
        long fraction = end - start == 8 ? 0 : parseFraction(data, start + 8, end);
        return fraction < 0 ? NO_TIME : micros + second * SECOND + fraction;
    }

    /** A point and one to nine digits as microseconds; what is finer must be zero. */
    private static long parseFraction(byte[] data, int start, int end) {
        int digits = end - start - 1;
        if (data[start] != '.' || digits < 1 || digits > 9) {
            return NO_TIME;
        }
        long micros = 0;
        for (int i = 0; i < Math.max(digits, 6); i++) {
            int digit = i < digits ? data[start + 1 + i] - '0' : 0;
            if (digit < 0 || digit > 9 || i >= 6 && digit != 0) {
                return NO_TIME;
            }
            micros = i < 6 ? micros * 10 + digit : micros;
        }
        return micros;
    }

    /** A date, a blank or T, and a time, as microseconds since 1970-01-01T00:00. */
    static long parseTimestamp(byte[] data, int start, int end) {
        int split = start + DATE_LENGTH;
        while (isSigned(data, start, end) && split < end && data[split] != ' ' && data[split] != 'T') {
            split++;
        }
        if (end - split < 6 || data[split] != ' ' && data[split] != 'T') {
            return NO_TIME;
        }
        int date = parseDate(data, start, split);
        long time = parseTime(data, split + 1, end);
        return date == NO_DATE || time == NO_TIME || Math.abs((long) date) > MOST_DAYS ? NO_TIME : date * DAY + time;
    }

    /** A timestamp with {@code Z} or an offset ({@code +02}, {@code +0200}, {@code +02:00}) as microseconds since 1970-01-01T00:00Z. */
    static long parseTimestampTz(byte[] data, int start, int end) {
        if (end - start < DATE_LENGTH + 7) {
            return NO_TIME;
        }
        byte last = data[end - 1];
        if (last == 'Z' || last == 'z') {
            return parseTimestamp(data, start, end - 1);
        }
        int sign = end - 1;
        // The date's own dashes lie before the time.
        while (sign > start + DATE_LENGTH && data[sign] != '+' && data[sign] != '-') {
            sign--;
        }
        long offset = parseOffset(data, sign, end);
        if (offset == NO_TIME) {
            return NO_TIME;
        }
        int timeEnd = data[sign - 1] == ' ' ? sign - 1 : sign;
        long local = parseTimestamp(data, start, timeEnd);
        return local == NO_TIME ? NO_TIME : local - offset;
    }

    private static long parseOffset(byte[] data, int sign, int end) {
        int length = end - sign - 1;
        boolean colon = length == 5 && data[sign + 3] == ':';
        if (data[sign] != '+' && data[sign] != '-' || length != 2 && length != 4 && !colon) {
            return NO_TIME;
        }
        int hours = twoDigits(data, sign + 1);
        int minutes = length == 2 ? 0 : twoDigits(data, end - 2);
        if ((hours | minutes) < 0 || hours > 18 || minutes > 59) {
            return NO_TIME;
        }
        long micros = hours * HOUR + minutes * MINUTE;
        return data[sign] == '-' ? -micros : micros;
    }

    private static int twoDigits(byte[] data, int at) {
        int tens = data[at] - '0';
        int units = data[at + 1] - '0';
        return tens < 0 || tens > 9 || units < 0 || units > 9 ? -1 : 10 * tens + units;
    }
}
