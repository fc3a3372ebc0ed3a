package io.headgate.transform;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and times as text or numbers. Nothing is corrected: the 31st of February is a mistake, not the 28th. */
final class TimeText {

    static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    static final DateTimeFormatter LOCAL_OR_OFFSET = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[ ][XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private static final List<String> EPOCHS = List.of("epoch_seconds", "epoch_millis", "epoch_micros");

    private TimeText() {}

    static boolean isEpoch(@Nullable String format) {
        return format != null && EPOCHS.contains(format);
    }

    static @Nullable String mistake(String format) {
        if (isEpoch(format)) {
            return null;
        }
        try {
            formatter(format);
            return null;
        } catch (IllegalArgumentException e) {
            return "is no format of a date or time: " + e.getMessage() + "; such as dd.MM.yyyy HH:mm:ss";
        }
    }

    /** People write yyyy and mean the year; strict resolving wants uuuu for that. */
    static DateTimeFormatter formatter(String format) {
        StringBuilder pattern = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < format.length(); i++) {
            char letter = format.charAt(i);
            quoted = (letter == '\'') != quoted;
            pattern.append(letter == 'y' && !quoted ? 'u' : letter);
        }
        return DateTimeFormatter.ofPattern(pattern.toString(), Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT);
    }

    static Instant ofEpoch(String format, long value) {
        return switch (format) {
            case "epoch_seconds" -> Instant.ofEpochSecond(value);
            case "epoch_millis" -> Instant.ofEpochMilli(value);
            default -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
        };
    }

    /**
     * The instant of a time on the wall of a zone. Of a time that occurs twice, when clocks go back, the earlier one.
     *
     * @throws IllegalArgumentException if there was no such time, because clocks went forward
     */
    static Instant at(LocalDateTime local, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException("there was no " + local + " in " + zone + ": clocks went forward");
        }
        return local.toInstant(offsets.get(0));
    }
}
