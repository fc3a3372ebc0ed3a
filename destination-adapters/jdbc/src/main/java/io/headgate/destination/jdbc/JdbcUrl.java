package io.headgate.destination.jdbc;

import io.headgate.api.config.ConfigException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL that may carry secrets. {@code toString} shows only what comes before the parameters.
 *
 * @param text the URL itself, for the driver and for nothing else
 */
record JdbcUrl(String text) {

    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|passwd|pwd|secret|token|key).*");
    private static final Pattern AUTHORITY = Pattern.compile("^[^/]*//([^/?]*)");
    private static final Pattern HOSTS = Pattern.compile("((\\[[^\\]]*]|[^:@\\[\\],]*)(:\\d*)?,?)*");
    private static final Pattern PARAMETER = Pattern.compile("[?&;]([^=?&;]+)=([^&;]*)");

    /**
     * @throws ConfigException under the key {@code target}
     */
    static JdbcUrl parse(String text) {
        JdbcUrl url = new JdbcUrl(text);
        if (!url.isPostgres() && !url.isH2()) {
            throw new ConfigException(
                    "target", "expected a URL that begins with jdbc:postgresql: or jdbc:h2:, found '" + url + "'");
        }
        if (url.isPostgres() && url.hasUserInfo()) {
            throw new ConfigException(
                    "target",
                    "'" + url + "': a user or password before the host is not understood by the driver; use the keys"
                            + " username and password");
        }
        if (url.toString().equals("jdbc:h2:mem:")) {
            throw new ConfigException(
                    "target",
                    "an in-memory H2 database needs a name, such as jdbc:h2:mem:demo: without one every"
                            + " connection would see a database of its own");
        }
        return url;
    }

    boolean isPostgres() {
        return text.startsWith("jdbc:postgresql:");
    }

    boolean isH2() {
        return text.startsWith("jdbc:h2:");
    }

    /** Whether the data live in the process's memory only. */
    boolean isInMemory() {
        return isH2() && text.matches("jdbc:h2:(mem|memFS|memLZ|nioMemFS|nioMemLZ):.*");
    }

    /** Values of parameters whose names sound secret, as written and decoded. */
    Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            if (isSecretName(matcher.group(1))) {
                secrets.add(matcher.group(2));
                secrets.add(decoded(matcher.group(2)));
            }
        }
        return secrets;
    }

    static boolean isSecretName(String name) {
        return SECRET_NAME.matcher(name).matches();
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** Whether the place of the hosts holds anything but hosts and ports. */
    private boolean hasUserInfo() {
        Matcher authority = AUTHORITY.matcher(text);
        if (!authority.find()) {
            return false;
        }
        int at = text.indexOf('@');
        int equals = text.indexOf('=');
        return !HOSTS.matcher(authority.group(1)).matches() || (at >= 0 && (equals < 0 || at < equals));
    }

    private String base() {
        int end = isH2() ? text.indexOf(';') : text.indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }

    @Override
    public String toString() {
        return !isH2() && hasUserInfo() ? text.substring(0, text.indexOf("//")) + "//…" : base();
    }
}
