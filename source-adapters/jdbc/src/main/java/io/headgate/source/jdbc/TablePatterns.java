package io.headgate.source.jdbc;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Chooses tables by names and patterns. A pattern takes tables, and leaves this program's own ones, {@code _headgate_…}, alone; a
 * name takes anything that can be read.
 */
final class TablePatterns {

    private static final String OWN = "_headgate_";

    private final List<String> wanted;
    private final List<String> unwanted;
    private final Set<String> missing;
    private final List<String> all = new ArrayList<>();

    TablePatterns(List<String> tables) {
        unwanted = tables.stream()
                .filter(pattern -> pattern.startsWith("!"))
                .map(pattern -> pattern.substring(1))
                .toList();
        List<String> positive =
                tables.stream().filter(pattern -> !pattern.startsWith("!")).toList();
        wanted = positive.isEmpty() ? List.of("*") : positive;
        missing = new HashSet<>(
                wanted.stream().filter(pattern -> !pattern.contains("*")).toList());
    }

    /**
     * @param plain whether it is a table, not a view
     */
    boolean takes(String name, boolean plain) {
        all.add(name);
        missing.remove(name);
        boolean own = name.toLowerCase(Locale.ROOT).startsWith(OWN);
        return wanted.stream().anyMatch(pattern -> pattern.equals(name) || plain && !own && matches(pattern, name))
                && unwanted.stream().noneMatch(pattern -> matches(pattern, name));
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL)
                .matcher(name)
                .matches();
    }

    /** A table that is named must be there. */
    void requireAllFound() {
        if (!missing.isEmpty()) {
            String name = missing.stream().sorted().toList().get(0);
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "tables: there is no table '" + name + "' that can be read" + Nearest.suggest(name, all)
                            + ". Correct the name or the schema, or grant the right to read it");
        }
    }
}
