package io.headgate.transform;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.data.DataType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one column is cast: {@code amount = "decimal(12,2)"} or {@code day = { type = "date", format = "dd.MM.yyyy" }}. */
public record CastOptions(
        @ConfigKey(value = "The type it becomes", required = true) String type,
        @ConfigKey("How the text of a date or time is written, as of java.time, or epoch_seconds, epoch_millis,"
                        + " epoch_micros")
                @Nullable
                String format,
        @ConfigKey("Time zone of times without one, for instance Europe/Berlin; default UTC") @Nullable String zone,
        @ConfigKey("Empty text becomes null instead of being rejected") boolean emptyAsNull) {

    public CastOptions {
        ConfigCheck check = new ConfigCheck();
        check.require(typeMistake(type) == null, "type", String.valueOf(typeMistake(type)));
        check.require(format == null || TimeText.mistake(format) == null, "format", formatMistake(format));
        check.require(zone == null || isZone(zone), "zone", "there is no time zone '" + zone + "'");
        check.throwIfAny();
    }

    static CastOptions to(String type) {
        return new CastOptions(type, null, null, false);
    }

    DataType dataType() {
        return DataType.parse(type);
    }

    /**
     * Reads the value of {@code cast}.
     *
     * @throws ConfigException with every mistake, under {@code path}
     */
    static Map<String, CastOptions> parseAll(String path, Map<String, Object> casts) {
        Map<String, CastOptions> parsed = new LinkedHashMap<>();
        List<ConfigProblem> problems = new ArrayList<>();
        casts.forEach((column, value) -> {
            try {
                parsed.put(column, ConfigBinder.bind(CastOptions.class, Shorthand.table(value, "type")));
            } catch (ConfigException e) {
                problems.addAll(Shorthand.under(path + "." + column, e, value instanceof Map ? null : "type"));
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return parsed;
    }

    private static @Nullable String typeMistake(@Nullable String type) {
        try {
            DataType.parse(type == null ? "" : type);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String formatMistake(@Nullable String format) {
        return format == null ? "" : String.valueOf(TimeText.mistake(format));
    }

    private static boolean isZone(String zone) {
        try {
            ZoneId.of(zone);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
