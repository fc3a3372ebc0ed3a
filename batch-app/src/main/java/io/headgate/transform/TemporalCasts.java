package io.headgate.transform;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import org.jspecify.annotations.Nullable;

/** Casts to dates and times, and from them to text. */
final class TemporalCasts {

    private final DataType to;
    private final @Nullable String epoch;
    private final @Nullable DateTimeFormatter format;
    private final ZoneId zone;
    private final boolean zoneGiven;

    TemporalCasts(DataType to, CastOptions options) {
        this.to = to;
        this.epoch = TimeText.isEpoch(options.format()) ? options.format() : null;
        this.format = options.format() == null || epoch != null ? null : TimeText.formatter(options.format());
        this.zoneGiven = options.zone() != null;
        this.zone = options.zone() == null ? ZoneOffset.UTC : ZoneId.of(options.zone());
    }

    Object cast(Object value) {
        Object temporal = value;
        if (epoch != null && (value instanceof Number || value instanceof String)) {
            temporal = TimeText.ofEpoch(epoch, Long.parseLong(value.toString().trim()));
        } else if (value instanceof String text) {
            temporal = parse(text.trim());
        }
        return switch ((Primitive) to) {
            case DATE ->
                temporal instanceof LocalDate ? temporal : local(temporal).toLocalDate();
            case TIME ->
                temporal instanceof LocalTime ? temporal : local(temporal).toLocalTime();
            case TIMESTAMP -> local(temporal);
            default -> temporal instanceof Instant ? temporal : TimeText.at(local(temporal), zone);
        };
    }

    private LocalDateTime local(Object temporal) {
        if (temporal instanceof Instant instant) {
            return instant.atZone(zone).toLocalDateTime();
        }
        if (temporal instanceof LocalDate date) {
            return date.atStartOfDay();
        }
        if (temporal instanceof LocalDateTime time) {
            return time;
        }
        throw new IllegalArgumentException("has no date");
    }

    /** As the text has it: a date, a time, both, or an instant. */
    private Object parse(String text) {
        try {
            return format == null ? parseIso(text) : parseAs(format, text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("is no " + to.text() + expected(), e);
        }
    }

    private String expected() {
        return format == null ? " as ISO 8601 writes it; give its format" : " of this format";
    }

    private Object parseIso(String text) {
        return switch ((Primitive) to) {
            case DATE -> text.length() == 10 ? LocalDate.parse(text) : parseAs(TimeText.LOCAL_OR_OFFSET, text);
            case TIME -> LocalTime.parse(text);
            case TIMESTAMP -> text.length() == 10 ? LocalDate.parse(text) : LocalDateTime.parse(text, TimeText.LOCAL);
            default -> instant(parseAs(TimeText.LOCAL_OR_OFFSET, text));
        };
    }

    private Object instant(Object parsed) {
        if (parsed instanceof LocalDateTime && !zoneGiven) {
            throw new IllegalArgumentException("has no offset from UTC; give the zone that it is meant in");
        }
        return parsed;
    }

    /** The richest of instant, date and time, date, time that the text has. */
    private static Object parseAs(DateTimeFormatter formatter, String text) {
        TemporalAccessor parsed = formatter.parse(text);
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null && time == null) {
            throw new DateTimeException("neither date nor time");
        }
        if (date == null || time == null) {
            return date == null ? time : date;
        }
        ZoneId zone = parsed.query(TemporalQueries.zone());
        LocalDateTime local = LocalDateTime.of(date, time);
        if (zone instanceof ZoneOffset offset) {
            return OffsetDateTime.of(local, offset).toInstant();
        }
        return zone == null ? local : TimeText.at(local, zone);
    }

    /** A date or time as text, in the format and the zone that are given. */
    String text(Object value) {
        if (!(value instanceof TemporalAccessor temporal)) {
            return value.toString();
        }
        if (value instanceof Instant instant && (zoneGiven || format != null)) {
            return format == null
                    ? instant.atZone(zone).toOffsetDateTime().toString()
                    : format.format(instant.atZone(zone));
        }
        return format == null ? value.toString() : format.format(temporal);
    }
}
