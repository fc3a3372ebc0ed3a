package io.headgate.source.http;

import io.headgate.api.config.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a source shows to prove who it is: on every request to the configured server, and on no other. Any thread. */
final class ApiCredentials {

    private final @Nullable ApiAuth auth;
    private final Map<String, Secret> headers;
    private final @Nullable ApiToken token;
    private final HttpSecrets secrets;

    ApiCredentials(ApiConfig config, HttpSettings settings, HttpHolds holds, HttpSecrets secrets) {
        this.auth = config.auth();
        this.headers = config.headers();
        this.secrets = secrets;
        this.token = auth != null && auth.type() == ApiAuth.Type.OAUTH2
                ? new ApiToken(auth, settings, holds, secrets)
                : null;
        headers.values().forEach(secrets::add);
        config.endpoints().forEach(endpoint -> endpoint.headers().values().forEach(secrets::add));
        if (auth != null) {
            secrets.add(auth.password());
            authorization(auth).values().forEach(value -> secrets.add(value.substring(value.indexOf(' ') + 1)));
            secrets.add(auth.token());
            secrets.add(auth.value());
            secrets.add(auth.clientSecret());
        }
    }

    /** Gets a token, if that is how the API knows us, so that a mistake shows before anything is read. */
    void check() {
        if (token != null) {
            token.current();
        }
    }

    HttpCall.Sensitive of(ApiEndpoint endpoint) {
        Map<String, String> plain = new LinkedHashMap<>();
        headers.forEach((name, value) -> plain.put(name, value.reveal()));
        endpoint.headers().forEach((name, value) -> plain.put(name, value.reveal()));
        return new HttpCall.Sensitive() {
            @Override
            public URI address(URI uri) {
                return withKey(uri);
            }

            @Override
            public URI without(URI uri) {
                return ApiCredentials.this.without(uri);
            }

            @Override
            public Map<String, String> headers() {
                Map<String, String> all = new HashMap<>(plain);
                all.putAll(authorization());
                return all;
            }

            @Override
            public boolean renew(Map<String, String> refused) {
                String bearer = refused.get("Authorization");
                if (token == null || bearer == null) {
                    return false;
                }
                token.refused(bearer.substring("Bearer ".length()));
                return true;
            }
        };
    }

    private Map<String, String> authorization() {
        if (token != null) {
            return Map.of("Authorization", "Bearer " + token.current());
        }
        return auth == null ? Map.of() : authorization(auth);
    }

    /** What does not have to be fetched. */
    private static Map<String, String> authorization(ApiAuth auth) {
        return switch (auth.type()) {
            case BASIC -> Map.of("Authorization", ApiToken.basic(auth.username() + ":" + reveal(auth.password())));
            case BEARER -> Map.of("Authorization", "Bearer " + reveal(auth.token()));
            case API_KEY -> auth.in() == ApiAuth.Place.HEADER ? Map.of(auth.name(), reveal(auth.value())) : Map.of();
            case OAUTH2, NONE -> Map.of();
        };
    }

    private static String reveal(@Nullable Secret secret) {
        return Objects.requireNonNull(secret).reveal();
    }

    private boolean isInQuery() {
        return auth != null && auth.type() == ApiAuth.Type.API_KEY && auth.in() == ApiAuth.Place.QUERY;
    }

    private URI withKey(URI uri) {
        ApiAuth known = auth;
        if (known == null || !isInQuery()) {
            return uri;
        }
        String key = ApiRequests.encoded(known.name()) + "=" + ApiRequests.encoded(reveal(known.value()));
        URI plain = without(uri);
        return URI.create(plain + (plain.getRawQuery() == null ? "?" : "&") + key);
    }

    /**
     * An address that a server gave, without the key or token that some repeat in it: it goes into states and messages, and perhaps to
     * another host.
     */
    URI without(URI uri) {
        String query = uri.getRawQuery();
        if (query == null) {
            return uri;
        }
        String rest = Arrays.stream(query.split("&"))
                .filter(pair -> !isSensitive(pair.split("=", 2)))
                .collect(Collectors.joining("&"));
        if (rest.equals(query)) {
            return uri;
        }
        String text = uri.toString();
        return URI.create(text.substring(0, text.indexOf('?')) + (rest.isEmpty() ? "" : "?" + rest));
    }

    private boolean isSensitive(String[] pair) {
        ApiAuth known = auth;
        return known != null && isInQuery() && decoded(pair[0]).equals(known.name())
                || pair.length > 1 && secrets.holds(decoded(pair[1]));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
