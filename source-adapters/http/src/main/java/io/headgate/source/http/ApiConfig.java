package io.headgate.source.http;

import io.headgate.api.config.ByteSize;
import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Nearest;
import io.headgate.api.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of an api source may say. The keys are described on its page in the documentation. */
record ApiConfig(
        @ConfigKey(value = "what all addresses begin with, for instance https://api.example.com/v1", required = true)
                String baseUrl,
        @ConfigKey(value = "the endpoints to read, each a stream", required = true) List<ApiEndpoint> endpoints,
        @ConfigKey("how the API knows us") @Nullable ApiAuth auth,
        @ConfigKey("header fields of every request; their values are never printed") Map<String, Secret> headers,
        @ConfigKey("query parameters of every request") Map<String, String> query,
        @ConfigKey("how one page leads to the next, of every endpoint that does not say it itself") @Nullable
                ApiPagination pagination,
        @ConfigKey(
                        value =
                                "further hosts that next pages and redirections may lead to, host or host:port; they get no"
                                        + " credentials",
                        tuning = true)
                List<String> allowedHosts,
        @ConfigKey(value = "requests per second of the whole source; 0 for no limit", defaultValue = "0", tuning = true)
                double requestsPerSecond,
        @ConfigKey(value = "when a request is sent again", tuning = true) @Nullable HttpRetryConfig retry,
        @ConfigKey(value = "how long to wait for a connection", defaultValue = "10s", tuning = true)
                Duration connectTimeout,
        @ConfigKey(value = "how long to wait for a whole answer", defaultValue = "60s", tuning = true) Duration timeout,
        @ConfigKey(value = "the largest answer that is taken", defaultValue = "32MB", tuning = true)
                ByteSize maxResponseBytes,
        @ConfigKey(value = "whom to trust, and how to prove who we are", tuning = true) @Nullable HttpTlsConfig tls) {

    ApiConfig {
        ConfigCheck check = new ConfigCheck()
                .require(
                        isAddress(baseUrl),
                        "base_url",
                        "is no address such as https://api.example.com/v1, without a" + " user, a query and a fragment")
                .require(!endpoints.isEmpty(), "endpoints", "is empty: name at least one")
                .require(requestsPerSecond >= 0, "requests_per_second", "is not negative")
                .require(isPositive(connectTimeout), "connect_timeout", "is more than nothing")
                .require(isPositive(timeout), "timeout", "is more than nothing")
                .require(
                        maxResponseBytes.bytes() >= 1024 && maxResponseBytes.bytes() <= 1L << 30,
                        "max_response_bytes",
                        "is from 1KB to 1GB");
        for (int i = 0; i < endpoints.size(); i++) {
            ApiPagination own = endpoints.get(i).pagination();
            ApiPagination used = own == null ? pagination : own;
            check.require(
                    used == null
                            || used.in() == ApiPagination.Place.QUERY
                            || endpoints.get(i).body() instanceof Map,
                    "endpoints[" + i + "].body",
                    "is a table where pagination puts its parameters into it");
        }
        checkEndpoints(check, endpoints);
        check.throwIfAny();
    }

    private static void checkEndpoints(ConfigCheck check, List<ApiEndpoint> endpoints) {
        Map<String, ApiEndpoint> byName = new HashMap<>();
        for (int i = 0; i < endpoints.size(); i++) {
            String name = endpoints.get(i).name();
            check.require(
                    byName.put(name, endpoints.get(i)) == null,
                    "endpoints[" + i + "].name",
                    "'" + name + "' stands twice");
        }
        for (int i = 0; i < endpoints.size(); i++) {
            ApiParent parent = endpoints.get(i).parent();
            if (parent != null) {
                check.require(
                        byName.containsKey(parent.endpoint()),
                        "endpoints[" + i + "].parent.endpoint",
                        "there is no endpoint '" + parent.endpoint() + "'"
                                + Nearest.suggest(parent.endpoint(), byName.keySet()));
                check.require(
                        !isInCircle(endpoints.get(i), byName),
                        "endpoints[" + i + "].parent.endpoint",
                        "is, by way of its own parents, a child of itself");
            }
        }
    }

    private static boolean isInCircle(ApiEndpoint endpoint, Map<String, ApiEndpoint> byName) {
        Set<String> seen = new HashSet<>();
        ApiEndpoint current = endpoint;
        while (current != null && current.parent() != null) {
            if (!seen.add(current.name())) {
                return true;
            }
            current = byName.get(current.parent().endpoint());
        }
        return false;
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    /** Whether a text is an address of a server, with nothing in it that should not be printed. */
    static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    HttpRetryConfig retryOrDefault() {
        return retry == null ? HttpRetryConfig.DEFAULT : retry;
    }

    ApiPagination paginationOf(ApiEndpoint endpoint) {
        if (endpoint.pagination() != null) {
            return endpoint.pagination();
        }
        return pagination == null ? ApiPagination.NONE : pagination;
    }

    ApiEndpoint endpoint(String name) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("endpoints", "there is no endpoint '" + name + "'"));
    }
}
