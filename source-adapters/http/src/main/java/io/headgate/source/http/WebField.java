package io.headgate.source.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record's element a value stands.
 *
 * @param selector empty for the element itself
 * @param attribute or null for the text
 */
record WebField(String selector, @Nullable String attribute) {

    private static final Pattern FORM = Pattern.compile("(.*?)(?:@([A-Za-z_][A-Za-z0-9_.:-]*))?", Pattern.DOTALL);

    /** Reads {@code css}, {@code css@attribute} and {@code @attribute}; null if the selector is none. */
    static @Nullable WebField parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String selector = matcher.group(1).strip();
        boolean valid = selector.isEmpty() || WebConfig.isSelector(selector);
        return valid ? new WebField(selector, matcher.group(2)) : null;
    }

    /** The value within an element; null if there is none. */
    @Nullable
    String of(Element element) {
        Element found = selector.isEmpty() ? element : element.selectFirst(selector);
        if (found == null) {
            return null;
        }
        String name = attribute;
        if (name == null) {
            return found.text();
        }
        if (!found.hasAttr(name)) {
            return null;
        }
        boolean address = name.equals("href") || name.equals("src");
        String absolute = address ? found.absUrl(name) : "";
        return absolute.isEmpty() ? found.attr(name) : absolute;
    }
}
