package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which servers may be asked. Everything that an answer names, be it a next page, a link or a redirection, is held against it. */
final class HttpHosts {

    private final Set<String> home;
    private final Set<String> allowed;
    private final boolean homeIsEncrypted;

    /**
     * @param home addresses that the configuration itself names: their servers get the credentials
     * @param more further hosts, as {@code host} or {@code host:port}
     */
    HttpHosts(List<URI> home, List<String> more) {
        this.home = home.stream().map(HttpHosts::server).collect(Collectors.toSet());
        this.allowed = more.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.homeIsEncrypted = home.stream().allMatch(uri -> "https".equalsIgnoreCase(uri.getScheme()));
    }

    /** Whether an address belongs to a server that the configuration names, on the same port: the only ones with credentials. */
    boolean isHome(URI uri) {
        return home.contains(server(uri));
    }

    /** Whether an address may be asked at all. */
    boolean allows(URI uri) {
        boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !encrypted && !"http".equalsIgnoreCase(uri.getScheme())) {
            return false;
        }
        if (isHome(uri)) {
            return true;
        }
        if (homeIsEncrypted && !encrypted) {
            return false;
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        return allowed.contains(host + ":" + port(uri)) || allowed.contains(host) && isDefaultPort(uri);
    }

    /**
     * The address as it is asked for. One that gives up encryption although its host is a home, as servers behind a proxy name
     * their next pages, is asked for with encryption.
     */
    URI checked(URI uri, String what) {
        URI target = uri;
        if (!allows(uri) && homeIsEncrypted && "http".equalsIgnoreCase(uri.getScheme()) && uri.getPort() < 0) {
            target = URI.create("https" + uri.toString().substring("http".length()));
        }
        if (uri.getRawUserInfo() != null || !allows(target)) {
            throw refused(target, what);
        }
        return target;
    }

    private HeadgateException refused(URI uri, String what) {
        boolean encrypts = "https".equalsIgnoreCase(uri.getScheme())
                && home.contains("http://" + lower(uri.getHost()) + ":80")
                && port(uri) == 443;
        String remedy = encrypts
                ? "write the address in the configuration with https"
                : "add the host to allowed_hosts if that is right; it gets no credentials";
        return new HeadgateException(
                HttpErrorCode.ADDRESS_REFUSED,
                what + " leads to " + uri.getScheme() + "://" + uri.getHost()
                        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                        + ", which is neither where the configuration points nor one of allowed_hosts"
                        + (homeIsEncrypted ? ", or gives up encryption: " : ": ") + remedy);
    }

    /** Scheme, host and port. */
    static String server(URI uri) {
        return lower(uri.getScheme()) + "://" + lower(uri.getHost()) + ":" + port(uri);
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static boolean isDefaultPort(URI uri) {
        return port(uri) == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
