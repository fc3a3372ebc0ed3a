package io.headgate.source.http;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the requests of one endpoint. Nothing in them is secret: credentials are added when a request is sent. */
final class ApiRequests {

    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");
    private static final int SHOWN = 160;

    private final ApiConfig config;
    private final ApiEndpoint endpoint;
    private final ApiPagination pagination;

    ApiRequests(ApiConfig config, ApiEndpoint endpoint) {
        this.config = config;
        this.endpoint = endpoint;
        this.pagination = config.paginationOf(endpoint);
    }

    /**
     * A request.
     *
     * @param place for messages and as the place of records: path and query
     */
    record Request(String place, String method, URI uri, byte @Nullable [] body) {}

    /**
     * @param position of the page: a number, a cursor, an address, or null for the first one
     */
    Request of(ApiParams params, @Nullable Object position) {
        Set<String> used = new HashSet<>();
        String path = substituted(endpoint.path(), params, used, true);
        Map<String, String> query = new LinkedHashMap<>();
        config.query().forEach((name, value) -> query.put(name, substituted(value, params, used, false)));
        endpoint.query().forEach((name, value) -> query.put(name, substituted(value, params, used, false)));
        ApiBody body = new ApiBody(endpoint.body(), text -> replaced(text, params, used));
        byte[] bytes = body.bytes(inBody(position));
        addUnlessUsed(query, params, used);
        if (pagination.in() == ApiPagination.Place.QUERY) {
            addPagination(query, position);
        }
        URI uri = position instanceof URI address ? address : address(path, query);
        return new Request(place(uri, position), endpoint.method().name(), uri, bytes);
    }

    private void addPagination(Map<String, String> query, @Nullable Object position) {
        String size = pagination.sizeParameter();
        if (size != null && pagination.size() > 0) {
            query.put(size, Integer.toString(pagination.size()));
        }
        if (position != null && !(position instanceof URI)) {
            query.put(pagination.parameterName(), position.toString());
        }
    }

    private Map<String, Object> inBody(@Nullable Object position) {
        Map<String, Object> places = new LinkedHashMap<>();
        if (pagination.in() == ApiPagination.Place.BODY) {
            String size = pagination.sizeParameter();
            if (size != null && pagination.size() > 0) {
                places.put(size, pagination.size());
            }
            if (position != null && !(position instanceof URI)) {
                places.put(pagination.parameterName(), position);
            }
        }
        return places;
    }

    /** The parameters of split and incremental stand in the query unless the configuration puts them elsewhere. */
    private void addUnlessUsed(Map<String, String> query, ApiParams params, Set<String> used) {
        ApiSplit split = endpoint.split();
        ApiIncremental incremental = endpoint.incremental();
        if (split != null) {
            addUnlessUsed(query, params, used, split.parameter());
        }
        if (incremental != null) {
            addUnlessUsed(query, params, used, incremental.parameter());
        }
    }

    private static void addUnlessUsed(Map<String, String> query, ApiParams params, Set<String> used, String name) {
        String value = params.texts().get(name);
        if (value != null && !used.contains(name)) {
            query.put(name, value);
        }
    }

    private URI address(String path, Map<String, String> query) {
        String base = config.baseUrl().replaceAll("/+$", "");
        StringBuilder text = new StringBuilder(base);
        if (!path.isEmpty()) {
            text.append(path.startsWith("/") || path.startsWith("?") ? "" : "/")
                    .append(WebAddress.escapedPercent(path));
        }
        char separator = path.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> entry : query.entrySet()) {
            text.append(separator).append(encoded(entry.getKey())).append('=').append(encoded(entry.getValue()));
            separator = '&';
        }
        try {
            return URI.create(text.toString());
        } catch (IllegalArgumentException e) {
            throw wrong("'" + endpoint.path() + "' gives no valid address: " + e.getMessage());
        }
    }

    /** A path and query; the body's position where that is what tells pages apart. */
    private String place(URI uri, @Nullable Object position) {
        String text = (uri.getRawPath() == null ? "" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        if (pagination.in() == ApiPagination.Place.BODY && position != null) {
            text += " " + pagination.parameterName() + "=" + position;
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return endpoint.name() + " " + shown;
    }

    private String substituted(String text, ApiParams params, Set<String> used, boolean encode) {
        Matcher matcher = NAME.matcher(text);
        return matcher.replaceAll(match -> {
            String name = match.group(1);
            String value = params.texts().get(name);
            if (value == null) {
                throw missing(name, params);
            }
            used.add(name);
            return Matcher.quoteReplacement(encode ? encoded(value) : value);
        });
    }

    /** In a body braces have other uses, too: only known names are replaced. */
    private String replaced(String text, ApiParams params, Set<String> used) {
        return NAME.matcher(text).replaceAll(match -> {
            String name = match.group(1);
            String value = params.texts().get(name);
            if (value != null) {
                used.add(name);
            }
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }

    private HeadgateException missing(String name, ApiParams params) {
        ApiIncremental incremental = endpoint.incremental();
        if (incremental != null && incremental.parameter().equals(name)) {
            return wrong("{" + name + "} has no value in the first run: give incremental.initial");
        }
        return wrong("nothing is known for {" + name + "}"
                + Nearest.suggest(name, params.texts().keySet()));
    }

    private HeadgateException wrong(String what) {
        return new HeadgateException(
                CommonErrorCode.INVALID_CONFIGURATION, "endpoint '" + endpoint.name() + "': " + what);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
