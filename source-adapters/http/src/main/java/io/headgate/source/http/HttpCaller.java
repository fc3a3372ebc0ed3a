package io.headgate.source.http;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryTemplate;

/**
 * Sends requests: paced, bounded in time and size, repeated where that helps, redirected within the allowed hosts only. An answer
 * is taken whole or not at all, so that one which is cut in the middle is asked for again before anything of it was used. Any
 * thread.
 */
final class HttpCaller {

    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429, 500, 502, 503, 504);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient client;
    private final HttpSettings settings;
    private final HttpHosts hosts;
    private final HttpPace pace;
    private final HttpHolds holds;
    private final HttpSecrets secrets;

    HttpCaller(HttpSettings settings, HttpHosts hosts, HttpPace pace, HttpHolds holds, HttpSecrets secrets) {
        this.settings = settings;
        this.hosts = hosts;
        this.pace = pace;
        this.holds = holds;
        this.secrets = secrets;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.connectTimeout())
                .sslContext(HttpTls.context(settings.tls()))
                .build();
    }

    /**
     * @param read makes of an answer what is wanted; an {@link HttpFailure} of it counts as a failed attempt
     * @throws HeadgateException if there is no good answer
     */
    <T> T send(HttpCall call, Function<HttpReply, T> read) {
        RetryTemplate template = new RetryTemplate(new HttpRetryPolicy(settings.retry(), RandomGenerator.getDefault()));
        try {
            return template.execute(() -> read.apply(follow(call)));
        } catch (RetryException e) {
            Throwable last = e.getLastException();
            if (last instanceof HttpFailure) {
                throw exhausted(call, e, last);
            }
            throw last instanceof RuntimeException known ? known : new IllegalStateException(last);
        }
    }

    private HeadgateException exhausted(HttpCall call, RetryException e, Throwable last) {
        int attempts = e.getRetryCount() + 1;
        return new HeadgateException(
                HttpErrorCode.RETRIES_EXHAUSTED,
                call.name() + ": " + last.getMessage() + " (" + attempts + (attempts == 1 ? " attempt" : " attempts")
                        + ", budget " + settings.retry().budget()
                        + "): run again when the server is well, or raise retry.attempts and retry.budget",
                last);
    }

    private HttpReply follow(HttpCall call) {
        HttpCall current = call;
        boolean renewed = false;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            Map<String, String> credentials =
                    hosts.isHome(current.uri()) ? current.sensitive().headers() : Map.of();
            HttpReply reply = exchange(current, credentials);
            if (reply.status() == 401 && !renewed && current.sensitive().renew(credentials)) {
                renewed = true;
                reply = exchange(current, current.sensitive().headers());
            }
            if (!REDIRECTS.contains(reply.status())) {
                return checked(call, reply);
            }
            current = current.to(target(current, reply));
        }
        throw refused(call, "redirects more than " + MOST_REDIRECTS + " times");
    }

    private URI target(HttpCall call, HttpReply reply) {
        String location = reply.headers().firstValue("Location").orElse("");
        boolean keepsMethod = reply.status() == 307 || reply.status() == 308;
        if (location.isEmpty() || !call.isGet() && !keepsMethod) {
            throw refused(call, "answers a " + call.method() + " with status " + reply.status() + ", a redirection");
        }
        URI target;
        try {
            target = hosts.checked(
                    call.sensitive().without(HttpReply.resolve(call.uri(), location)),
                    "a redirection of " + call.name());
        } catch (IllegalArgumentException e) {
            throw refused(call, "redirects to something that is no address");
        }
        call.redirects().accept(target);
        return target;
    }

    private static HeadgateException refused(HttpCall call, String what) {
        return new HeadgateException(
                HttpErrorCode.ADDRESS_REFUSED, call.name() + " " + what + ": check the address in the configuration");
    }

    private HttpReply checked(HttpCall call, HttpReply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300 || call.replies().test(status)) {
            return reply;
        }
        String what = "the server answered with status " + status + secrets.excerpt(reply.body());
        if (TRANSIENT.contains(status)) {
            Duration pause = HttpRetryAfter.of(reply.headers(), System.currentTimeMillis());
            if (pause != null) {
                holds.hold(reply.uri(), pause);
            }
            throw new HttpFailure(what, pause, null);
        }
        if (status == 401 || status == 403) {
            throw new HeadgateException(
                    CommonErrorCode.ACCESS_DENIED, call.name() + ": " + what + "; check auth in the configuration");
        }
        throw new HeadgateException(
                HttpErrorCode.HTTP_STATUS,
                call.name() + ": " + what + "; check path, method and parameters in the configuration");
    }

    private HttpReply exchange(HttpCall call, Map<String, String> credentials) {
        awaitTurn(call.uri());
        URI uri = hosts.isHome(call.uri()) ? call.sensitive().address(call.uri()) : call.uri();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(call.headers());
        headers.putAll(credentials);
        headers.putIfAbsent("Accept-Encoding", "gzip");
        byte[] body = call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(settings.timeout())
                .method(
                        call.method(),
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> setHeader(call, request, name, value));
        HttpResponse<byte[]> response = await(call, request.build());
        return new HttpReply(call.uri(), response.statusCode(), response.headers(), plain(call, response));
    }

    /** A pause that the server has asked another request for holds for this one as well. */
    private void awaitTurn(URI uri) {
        pace.await();
        for (Duration left = holds.left(uri); !left.isZero(); left = holds.left(uri)) {
            if (left.compareTo(settings.retry().budget()) > 0) {
                throw new HttpFailure(
                        "the server asks for no request in the next " + left.toSeconds() + "s", left, null);
            }
            HttpPace.awaitUntil(System.nanoTime() + left.toNanos());
            pace.await();
        }
    }

    /** The exception of the client shows the value, which may be a secret. */
    private static void setHeader(HttpCall call, HttpRequest.Builder request, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    call.name() + ": the header '" + name
                            + "' cannot be sent: it is one that the client sets itself, or its value has characters that"
                            + " no header may have, for instance a line end at the end of a token");
        }
    }

    /** The request's own timeout ends with the header of the answer; this one bounds the body as well. */
    private HttpResponse<byte[]> await(HttpCall call, HttpRequest request) {
        Duration timeout = settings.timeout();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, HttpBody.atMost(settings.maxResponseBytes()));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpFailure("no whole answer within " + timeout, null, e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new HeadgateException(CommonErrorCode.IO_FAILED, call.name() + " was interrupted", e);
        } catch (ExecutionException e) {
            throw failure(call, e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException failure(HttpCall call, Throwable cause) {
        if (cause instanceof HttpBody.TooLarge) {
            return tooLarge(call);
        }
        if (cause instanceof SSLException && !isBroken(cause)) {
            return new HeadgateException(
                    HttpErrorCode.TLS_FAILED,
                    call.name() + ": no trusted connection (" + secrets.clean(String.valueOf(cause.getMessage()))
                            + "): name the authority in tls.ca_file, and our certificate in tls.client_certificate if"
                            + " the server wants one",
                    cause);
        }
        if (cause instanceof IOException) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return new HttpFailure("the connection failed: " + secrets.clean(message), null, cause);
        }
        return new HeadgateException(
                CommonErrorCode.IO_FAILED,
                call.name() + " could not be sent: " + secrets.clean(String.valueOf(cause.getMessage())),
                cause);
    }

    /** Whether a connection broke, during or after the handshake, rather than being refused. */
    private static boolean isBroken(Throwable failure) {
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return true;
            }
        }
        return false;
    }

    private byte[] plain(HttpCall call, HttpResponse<byte[]> response) {
        if (response.body().length == 0
                || !response.headers().firstValue("Content-Encoding").orElse("").equalsIgnoreCase("gzip")) {
            return response.body();
        }
        long most = Math.min(settings.maxResponseBytes(), Integer.MAX_VALUE - 64);
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] plain = unzipped.readNBytes((int) most + 1);
            if (plain.length > most) {
                throw tooLarge(call);
            }
            return plain;
        } catch (IOException e) {
            throw new HttpFailure("the answer is cut or not gzip as it says", null, e);
        }
    }

    private HeadgateException tooLarge(HttpCall call) {
        return new HeadgateException(
                HttpErrorCode.RESPONSE_TOO_LARGE,
                call.name() + ": the answer has more than " + settings.maxResponseBytes()
                        + " bytes: ask for smaller pages, or raise max_response_bytes");
    }
}
