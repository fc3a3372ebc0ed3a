package io.headgate.source.http;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRulesParser;
import io.headgate.api.error.HeadgateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Fetches pages, as far as the hosts' robots.txt allows it. Any thread. */
final class WebSite {

    /** Client errors that pass by themselves. */
    private static final Set<Integer> TRANSIENT = Set.of(408, 425, 429);

    private final WebConfig config;
    private final HttpHosts hosts;
    private final HttpPace pace;
    private final HttpCaller caller;
    private final HttpCall.Sensitive headers;
    private final Map<String, BaseRobotRules> rules = new HashMap<>();

    WebSite(WebConfig config) {
        this.config = config;
        List<URI> starts = config.startUrls().stream()
                .map(WebAddress::parse)
                .filter(Objects::nonNull)
                .toList();
        HttpSecrets secrets = new HttpSecrets();
        config.headers().values().forEach(secrets::add);
        this.hosts = new HttpHosts(starts, config.allowedHosts());
        this.pace = new HttpPace(config.requestsPerMinute() / 60);
        this.caller = new HttpCaller(config.settings(), hosts, pace, new HttpHolds(), secrets);
        Map<String, String> fields = new HashMap<>();
        config.headers().forEach((name, value) -> fields.put(name, value.reveal()));
        this.headers = new HttpCall.Sensitive() {
            @Override
            public Map<String, String> headers() {
                return fields;
            }
        };
    }

    /** Whether a link stays within the hosts of the configuration. */
    boolean isWithin(URI uri) {
        return hosts.allows(uri);
    }

    /** Whether the host's robots.txt allows the page. */
    boolean isAllowed(URI uri) {
        return rules(uri).isAllowed(uri.toString());
    }

    private synchronized BaseRobotRules rules(URI uri) {
        return rules.computeIfAbsent(WebAddress.origin(uri), this::robots);
    }

    /** Where there is none everything is allowed; where it cannot be had for the moment nothing is, which ends the run. */
    private BaseRobotRules robots(String origin) {
        URI uri = URI.create(origin + "/robots.txt");
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        String agent = config.userAgent().split("[/\\s]", 2)[0].toLowerCase(Locale.ROOT);
        HttpReply reply = caller.send(call(uri, true, target -> {}), answer -> answer);
        byte[] text = reply.status() >= 400 ? new byte[0] : reply.body();
        BaseRobotRules found = parser.parseContent(uri.toString(), text, "text/plain", List.of(agent));
        if (found.getCrawlDelay() > 0) {
            pace.slowDown(Duration.ofMillis(found.getCrawlDelay()));
        }
        return found;
    }

    private HttpCall call(URI uri, boolean refusalIsAnswer, Consumer<URI> redirects) {
        return new HttpCall(
                uri.toString(),
                "GET",
                uri,
                Map.of("User-Agent", config.userAgent(), "Accept", "text/html, application/xhtml+xml, */*;q=0.5"),
                headers,
                null,
                status -> refusalIsAnswer && status >= 400 && status < 500 && !TRANSIENT.contains(status),
                redirects);
    }

    /**
     * Lets only addresses pass that the host's robots.txt allows.
     *
     * @throws HeadgateException otherwise
     */
    void requireAllowed(URI uri) {
        if (!isAllowed(uri)) {
            throw new HeadgateException(
                    HttpErrorCode.ROBOTS_DISALLOWED,
                    "the site's robots.txt does not allow '" + config.userAgent() + "' to read " + uri
                            + ": take it out of start_urls, or ask whoever runs the site");
        }
    }

    /**
     * Fetches a page.
     *
     * @param start whether it is a start page: one that cannot be had is then an error, and not only a rejected record
     */
    WebPage fetch(URI uri, boolean start) {
        try {
            return caller.send(call(uri, !start, this::requireAllowed), WebSite::read);
        } catch (HeadgateException e) {
            if (!start && e.code() == HttpErrorCode.ROBOTS_DISALLOWED) {
                return new WebPage(uri, null, null);
            }
            if (start || e.code() != HttpErrorCode.ADDRESS_REFUSED) {
                throw e;
            }
            return new WebPage(
                    uri,
                    null,
                    new JsonProblem("PAGE_ELSEWHERE", "the page redirects to a host that is not in allowed_hosts"));
        }
    }

    private static WebPage read(HttpReply reply) {
        URI uri = reply.uri();
        if (reply.status() >= 400) {
            return new WebPage(
                    uri, null, new JsonProblem("PAGE_MISSING", "the server answered with status " + reply.status()));
        }
        String type = reply.contentType();
        if (!type.isEmpty() && !type.contains("html")) {
            return new WebPage(uri, null, null);
        }
        Charset charset = reply.charset();
        try {
            Document document = Jsoup.parse(
                    new ByteArrayInputStream(reply.body()), charset == null ? null : charset.name(), uri.toString());
            return new WebPage(uri, document, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
