package io.headgate.job;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that users give to runs with {@code run=NAME}. Digits alone are left to the numbers that Headgate counts by itself: a date
 * such as {@code 20261121} would meet one of them some day, and that run would be taken for completed.
 */
public final class RunNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:+@~-]{0,99}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private RunNames() {}

    /** What is wrong with a name, or null. */
    public static @Nullable String mistake(String name) {
        if (!NAME.matcher(name).matches()) {
            return "'" + name
                    + "' cannot name a run: 1 to 100 letters, digits and . _ : + @ ~ -, beginning with a letter"
                    + " or digit";
        }
        return NUMBER.matcher(name).matches()
                ? "'" + name + "' cannot name a run: digits alone are the numbers that Headgate counts by itself; put a"
                        + " letter or a dash in, such as run-" + name
                : null;
    }
}
