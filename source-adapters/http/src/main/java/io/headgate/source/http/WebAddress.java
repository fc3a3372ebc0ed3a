package io.headgate.source.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, each in one spelling. */
final class WebAddress {

    private WebAddress() {}

    /** Without fragment, default port and user, the host in lower case; null if it is no address of a page. */
    static @Nullable URI parse(String text) {
        try {
            URI uri = new URI(text.strip().replace(" ", "%20"));
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

    static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}
