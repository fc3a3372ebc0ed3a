package io.headgate.source.http;

import io.headgate.api.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** What must not stand in any message: servers like to repeat what they were sent. Any thread. */
final class HttpSecrets {

    private static final int SHORTEST = 4;
    private static final int EXCERPT = 300;

    /** The longest first: what is left of one must not be taken for a shorter one. */
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    void add(@Nullable Secret secret) {
        if (secret != null) {
            add(secret.reveal());
        }
    }

    void add(String secret) {
        if (secret.length() >= SHORTEST) {
            secrets.add(secret);
            secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            secrets.add(ApiRequests.encoded(secret));
            // As some write it in JSON.
            secrets.add(secret.replace("/", "\\/"));
        }
    }

    boolean holds(String text) {
        return secrets.contains(text);
    }

    /** The text without what is secret. */
    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "******");
        }
        return clean;
    }

    /** The beginning of an answer, on one line, for a message. */
    String excerpt(byte[] body) {
        String text = clean(new String(body, 0, Math.min(body.length, 4 * EXCERPT), StandardCharsets.UTF_8))
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        if (text.isEmpty()) {
            return "";
        }
        return "; it says: " + (text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text);
    }
}
