package io.headgate.source.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL that may carry secrets. {@code toString} shows only what comes before user and parameters.
 *
 * @param text the URL itself, for the driver and for nothing else
 */
record SourceUrl(String text) {

    private static final Pattern SECRET_NAME = Pattern.compile("(?i).*(password|passwd|pwd|secret|token|key).*");
    private static final Pattern PASSWORD_NAME = Pattern.compile("(?i).*(password|passwd|pwd|secret|token).*");
    private static final Pattern PARAMETER = Pattern.compile("[?&;,(]\\s*([^=?&;,()]+)=([^&;,)]*)");
    /** Oracle: jdbc:oracle:thin:user/password@host; others: //user:password@host. */
    private static final Pattern USER_INFO =
            Pattern.compile("(?i)(?:(?<=^jdbc:oracle:(?:thin|oci):)[^/@:]+/|(?<=//)[^/?;:@]+:)([^/?;@]+)@");

    boolean startsWith(String prefix) {
        return text.toLowerCase(Locale.ROOT).startsWith(prefix);
    }

    /** Values that must never be shown, as written and decoded. */
    Set<String> secrets() {
        Set<String> secrets = new LinkedHashSet<>();
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            if (isSecretName(parameter.group(1))) {
                secrets.add(parameter.group(2));
                secrets.add(decoded(parameter.group(2)));
            }
        }
        Matcher user = USER_INFO.matcher(text);
        if (user.find()) {
            secrets.add(user.group(1));
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    /** Whether a password stands in it: a URL is stored with the run's plan, and shown. */
    boolean holdsPassword() {
        Matcher parameter = PARAMETER.matcher(text);
        boolean found = USER_INFO.matcher(text).find();
        while (!found && parameter.find()) {
            found = PASSWORD_NAME.matcher(parameter.group(1)).matches();
        }
        return found;
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

    @Override
    public String toString() {
        String base = text.split("[?;]", 2)[0];
        Matcher user = USER_INFO.matcher(base);
        return user.find() ? base.substring(0, user.start()) + "…" + base.substring(user.end() - 1) : base;
    }
}
