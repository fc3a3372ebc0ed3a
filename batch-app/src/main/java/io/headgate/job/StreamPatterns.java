package io.headgate.job;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;
import java.util.regex.Pattern;

/** Chooses streams by names and patterns in which {@code *} stands for anything. */
public final class StreamPatterns {

    private StreamPatterns() {}

    public static boolean matches(List<String> patterns, String stream) {
        return patterns.stream()
                .anyMatch(pattern -> compile(pattern).matcher(stream).matches());
    }

    /**
     * The streams that are wanted, in the source's order.
     *
     * @throws HeadgateException if a name is no stream of the source, or no stream is left
     */
    public static List<String> select(List<String> patterns, List<String> streams) {
        for (String pattern : patterns) {
            if (!pattern.contains("*") && !streams.contains(pattern)) {
                throw new HeadgateException(
                        CommonErrorCode.NOT_FOUND,
                        "the source has no stream '" + pattern + "'" + Nearest.suggest(pattern, streams));
            }
        }
        List<String> selected =
                streams.stream().filter(stream -> matches(patterns, stream)).toList();
        if (selected.isEmpty()) {
            throw new HeadgateException(
                    CommonErrorCode.NOT_FOUND,
                    "no stream of the source matches " + String.join(", ", patterns) + "; it has "
                            + (streams.isEmpty() ? "none" : String.join(", ", streams)));
        }
        return selected;
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }
}
