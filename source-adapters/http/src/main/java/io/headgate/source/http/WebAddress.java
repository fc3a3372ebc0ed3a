package io.headgate.source.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, each in one spelling. */
final class WebAddress {

    private static final Pattern ESCAPE = Pattern.compile("%[0-9a-fA-F]{2}");
    private static final String UNFIT = " \"<>\\^`{|}";

    private WebAddress() {}

    /** Without fragment, default port and user, the host in lower case; null if it is no address of a page. */
    static @Nullable URI parse(String text) {
        try {
            URI uri = new URI(escaped(text.strip()));
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("http") || scheme.equals("https");
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return null;
            }
            boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            String path = uri.getRawPath();
            return new URI(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort())
                            + (path == null || path.isEmpty() ? "/" : path)
                            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
                    .normalize();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** As a browser sends it: what an address cannot hold stands in it as a percentage. */
    static String escaped(String text) {
        return escaped(text, UNFIT);
    }

    /** Each percent sign that begins no escape is one itself. */
    static String escapedPercent(String text) {
        return escaped(text, "");
    }

    private static String escaped(String text, String unfit) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%'
                    && !ESCAPE.matcher(text).region(i, text.length()).lookingAt()) {
                escaped.append("%25");
            } else if (unfit.indexOf(character) >= 0) {
                escaped.append(String.format("%%%02X", (int) character));
            } else {
                escaped.append(character);
            }
        }
        return escaped.toString();
    }

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
