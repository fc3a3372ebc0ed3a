package io.headgate.api.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written {@code 512}, {@code 64KB}, {@code 16MB} or {@code 2GB} (powers of 1,024). */
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)?");
    private static final List<String> UNITS = List.of("", "KB", "MB", "GB");

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative");
        }
    }

    /**
     * @throws IllegalArgumentException if the text is not a size
     */
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected a size such as 16MB, found '" + text + "'");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int shift =
                switch (unit) {
                    case "KB" -> 10;
                    case "MB" -> 20;
                    case "GB" -> 30;
                    default -> 0;
                };
        long count = Long.parseLong(matcher.group(1));
        if (count > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("a size of '" + text + "' is too large");
        }
        return new ByteSize(count << shift);
    }

    /** As it would be written, in the largest unit of which it is a whole number. */
    public String text() {
        int unit = 0;
        long count = bytes;
        while (unit + 1 < UNITS.size() && count > 0 && count % 1024 == 0) {
            count /= 1024;
            unit++;
        }
        return count + UNITS.get(unit);
    }
}
