package io.headgate.source.http;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;

/**
 * An OAuth2 token by client credentials. It is fetched when it is first needed, a little before it expires, and when a server
 * refuses it. It is never stored. Any thread.
 */
final class ApiToken {

    private static final long MARGIN_SECONDS = 30;
    private static final long DEFAULT_SECONDS = 300;

    private final ApiAuth auth;
    private final URI address;
    private final HttpCaller caller;
    private final HttpSecrets secrets;
    private @Nullable String token;
    private long renewNanos;

    ApiToken(ApiAuth auth, HttpSettings settings, HttpHolds holds, HttpSecrets secrets) {
        this.auth = auth;
        this.address = URI.create(Objects.requireNonNull(auth.tokenUrl()));
        this.caller =
                new HttpCaller(settings, new HttpHosts(List.of(address), List.of()), new HttpPace(0), holds, secrets);
        this.secrets = secrets;
    }

    /** A token that should be good. */
    synchronized String current() {
        String known = token;
        if (known == null || System.nanoTime() - renewNanos >= 0) {
            known = fetch();
            token = known;
        }
        return known;
    }

    /** A server has refused this one: unless another thread has been here before, the next is a new one. */
    synchronized void refused(String refused) {
        if (refused.equals(token)) {
            token = null;
        }
    }

    private String fetch() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (auth.scope() != null) {
            form.put("scope", auth.scope());
        }
        if (auth.audience() != null) {
            form.put("audience", auth.audience());
        }
        boolean inBody = auth.clientAuth() == ApiAuth.ClientAuth.BODY;
        String client = Objects.requireNonNull(auth.clientId());
        String secret = Objects.requireNonNull(auth.clientSecret()).reveal();
        if (inBody) {
            form.put("client_id", client);
            form.put("client_secret", secret);
        }
        String pair = ApiRequests.encoded(client) + ":" + ApiRequests.encoded(secret);
        Map<String, String> authorization = inBody ? Map.of() : Map.of("Authorization", basic(pair));
        String body = form.entrySet().stream()
                .map(entry -> ApiRequests.encoded(entry.getKey()) + "=" + ApiRequests.encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        HttpCall call = new HttpCall(
                "the token of " + address,
                "POST",
                address,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                new HttpCall.Sensitive() {
                    @Override
                    public Map<String, String> headers() {
                        return authorization;
                    }
                },
                body.getBytes(StandardCharsets.UTF_8),
                status -> false);
        return caller.send(call, this::read);
    }

    private String read(HttpReply reply) {
        try {
            byte[] body = reply.utf8();
            JsonText.Found found = JsonText.find(body, 0, body.length, JsonPointer.compile("/access_token"));
            if (found == null || !found.isSomething()) {
                throw noToken();
            }
            JsonText.Found lifetime = JsonText.find(body, 0, body.length, JsonPointer.compile("/expires_in"));
            long seconds = lifetime != null && lifetime.text().matches("\\d{1,9}")
                    ? Long.parseLong(lifetime.text())
                    : DEFAULT_SECONDS;
            renewNanos = System.nanoTime() + 1_000_000_000L * Math.max(seconds - MARGIN_SECONDS, seconds / 2);
            secrets.add(found.text());
            return found.text();
        } catch (JacksonException | CharacterCodingException e) {
            throw noToken();
        }
    }

    /** Without what was answered: it may be a token in a place where nobody expects it. */
    private HeadgateException noToken() {
        return new HeadgateException(
                CommonErrorCode.ACCESS_DENIED,
                "the answer of " + address + " is no JSON with an access_token: check auth.token_url");
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
