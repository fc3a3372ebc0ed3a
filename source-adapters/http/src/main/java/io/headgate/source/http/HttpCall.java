package io.headgate.source.http;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A request to be sent.
 *
 * @param sensitive what only the servers named in the configuration may see
 * @param replies statuses beyond 2xx that are an answer and no error
 * @param redirects refuses, by an exception, an address that a redirection leads to, beyond what its host decides
 * @param name of the place for messages, without anything secret
 */
record HttpCall(
        String name,
        String method,
        URI uri,
        Map<String, String> headers,
        Sensitive sensitive,
        byte @Nullable [] body,
        IntPredicate replies,
        Consumer<URI> redirects) {

    /** A call that may be redirected wherever the hosts allow it. */
    HttpCall(
            String name,
            String method,
            URI uri,
            Map<String, String> headers,
            Sensitive sensitive,
            byte @Nullable [] body,
            IntPredicate replies) {
        this(name, method, uri, headers, sensitive, body, replies, target -> {});
    }

    /** Credentials. */
    interface Sensitive {

        Sensitive NONE = new Sensitive() {};

        /** The address with what of the credentials stands in addresses. */
        default URI address(URI uri) {
            return uri;
        }

        /** An address that a server gave, without what of the credentials it repeats. */
        default URI without(URI uri) {
            return uri;
        }

        /** Header fields. */
        default Map<String, String> headers() {
            return Map.of();
        }

        /** After a 401: whether there are other credentials now, so that it is worth asking again. */
        default boolean renew(Map<String, String> refused) {
            return false;
        }
    }

    HttpCall to(URI other) {
        return new HttpCall(name, method, other, headers, sensitive, body, replies, redirects);
    }

    boolean isGet() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
