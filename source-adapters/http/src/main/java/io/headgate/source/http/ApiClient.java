package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Fetches pages. What all streams of a source share. Any thread. */
final class ApiClient {

    private static final Pattern LINK =
            Pattern.compile("<([^>]*)>((?:\\s*;\\s*[^,;=\\s]+\\s*=\\s*(?:\"[^\"]*\"|[^,;\\s]*))*)");
    private static final Pattern NEXT =
            Pattern.compile("(?i)rel\\s*=\\s*(?:\"(?:[^\"]*\\s)?next(?:\\s[^\"]*)?\"|next(?=[\\s;,]|$))");
    private static final int LONGEST_ADDRESS = 4096;

    private final HttpSecrets secrets = new HttpSecrets();
    private final ApiConfig config;
    private final HttpHosts hosts;
    private final HttpCaller caller;
    private final ApiCredentials credentials;

    ApiClient(ApiConfig config) {
        HttpSettings settings = new HttpSettings(
                config.connectTimeout(),
                config.timeout(),
                config.maxResponseBytes().bytes(),
                config.retryOrDefault(),
                config.tls());
        this.config = config;
        this.hosts = new HttpHosts(List.of(URI.create(config.baseUrl())), config.allowedHosts());
        HttpHolds holds = new HttpHolds();
        this.credentials = new ApiCredentials(config, settings, holds, secrets);
        this.caller = new HttpCaller(settings, hosts, new HttpPace(config.requestsPerSecond()), holds, secrets);
    }

    ApiConfig config() {
        return config;
    }

    void check() {
        credentials.check();
    }

    /** One page, whole. */
    ApiPage fetch(ApiEndpoint endpoint, ApiParams params, @Nullable Object position) {
        ApiRequests.Request request = new ApiRequests(config, endpoint).of(params, position);
        Map<String, String> headers = request.body() == null
                ? Map.of("Accept", "application/json")
                : Map.of("Accept", "application/json", "Content-Type", "application/json");
        HttpCall call = new HttpCall(
                request.place(),
                request.method(),
                request.uri(),
                headers,
                credentials.of(endpoint),
                request.body(),
                status -> false);
        JsonPointer records = JsonPointer.compile(endpoint.records());
        return caller.send(
                call,
                reply -> ApiPage.read(
                        request.place(), reply, records, endpoint.recordsRequired(), params.fields(), secrets));
    }

    /** The address that a page's Link header calls the next one, or null. */
    @Nullable
    URI linked(ApiPage page) {
        for (String header : page.headers().allValues("Link")) {
            Matcher link = LINK.matcher(header);
            while (link.find()) {
                if (NEXT.matcher(link.group(2)).find()) {
                    return address(page, link.group(1));
                }
            }
        }
        return null;
    }

    /** An address that a page gives, made absolute, within the hosts that may be asked, and without our key. */
    URI address(ApiPage page, String text) {
        if (text.length() > LONGEST_ADDRESS) {
            throw unusable(page, "is longer than " + LONGEST_ADDRESS + " characters");
        }
        try {
            URI uri = HttpReply.resolve(page.uri(), text.strip());
            return hosts.checked(credentials.without(uri), "the next page of " + page.place());
        } catch (IllegalArgumentException e) {
            throw unusable(page, "is no valid address");
        }
    }

    /** An address that an earlier process was given, held against the configuration as it is now. */
    URI storedAddress(ApiEndpoint endpoint, String text) {
        String what = "the next page of " + endpoint.name() + ", where this run was interrupted,";
        try {
            return hosts.checked(credentials.without(URI.create(text)), what);
        } catch (IllegalArgumentException e) {
            throw ApiPage.unreadable(
                    endpoint.name(),
                    "the stored address of the next page is no valid address",
                    "start anew with fresh=true");
        }
    }

    private static HeadgateException unusable(ApiPage page, String what) {
        return ApiPage.unreadable(page.place(), "the next page's address " + what, "check pagination");
    }
}
