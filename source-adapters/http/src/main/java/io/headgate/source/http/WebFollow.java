package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Which links lead to further pages. */
record WebFollow(
        @ConfigKey(value = "CSS selector of the links to follow, for instance a.next, .item a", required = true)
                String links,
        @ConfigKey(value = "how many links away from a start page a page may be", defaultValue = "1") int depth,
        @ConfigKey("regular expression that a link's whole address has to match") @Nullable String match) {

    WebFollow {
        new ConfigCheck()
                .require(WebConfig.isSelector(links), "links", "is no CSS selector")
                .require(depth >= 1 && depth <= 1000, "depth", "is a number from 1 to 1000")
                .require(match == null || isPattern(match), "match", "is no regular expression")
                .throwIfAny();
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    @Nullable
    Pattern pattern() {
        return match == null ? null : Pattern.compile(match);
    }
}
