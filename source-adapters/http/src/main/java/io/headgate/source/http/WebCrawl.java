package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pages, breadth first, each address once. Remembered over a restart is only which pages have been read. The way
 * to the others is found again: pages that have links to follow are fetched anew, their records are not given again, and pages at
 * the last depth are not fetched at all. One thread.
 */
final class WebCrawl {

    private final WebConfig config;
    private final WebSite site;
    private final WebVisited visited;
    private final @Nullable Pattern pattern;
    private final Deque<Link> queue = new ArrayDeque<>();
    private final Set<URI> known = new HashSet<>();

    private record Link(URI uri, int depth) {}

    WebCrawl(WebConfig config, WebSite site, WebVisited visited) {
        this.config = config;
        this.site = site;
        this.visited = visited;
        this.pattern = config.follow() == null ? null : config.follow().pattern();
        for (String start : config.startUrls()) {
            URI uri = WebAddress.parse(start);
            if (uri != null && known.add(uri)) {
                queue.add(new Link(uri, 0));
            }
        }
    }

    /** The next page whose records have not been read; null after the last one. */
    @Nullable
    WebPage next() {
        for (Link link = queue.poll(); link != null; link = queue.poll()) {
            boolean read = visited.contains(link.uri());
            if (read && link.depth() >= config.depth()) {
                continue;
            }
            if (link.depth() == 0) {
                requireAllowed(link.uri());
            }
            WebPage page = site.fetch(link.uri(), link.depth() == 0);
            boolean elsewhere = isReadElsewhere(link, page);
            if (!elsewhere) {
                follow(link, page);
            }
            visited.add(link.uri());
            if (!read && !elsewhere) {
                return page;
            }
        }
        return null;
    }

    private void requireAllowed(URI uri) {
        if (!site.isAllowed(uri)) {
            throw new HeadgateException(
                    HttpErrorCode.ROBOTS_DISALLOWED,
                    "the site's robots.txt does not allow '" + config.userAgent() + "' to read " + uri
                            + ": take it out of start_urls, or ask whoever runs the site");
        }
    }

    /** Whether an address leads to a page that has an address of its own here: it would be read twice. */
    private boolean isReadElsewhere(Link link, WebPage page) {
        URI reached = WebAddress.parse(page.uri().toString());
        if (reached == null || reached.equals(link.uri())) {
            return false;
        }
        boolean isNew = known.add(reached);
        boolean again = visited.contains(reached) && !visited.contains(link.uri());
        if (isNew && !again) {
            visited.add(reached);
        }
        return !isNew || again;
    }

    private void follow(Link from, WebPage page) {
        Document document = page.document();
        WebFollow rule = config.follow();
        if (document == null || rule == null || from.depth() >= rule.depth()) {
            return;
        }
        for (Element element : document.select(rule.links())) {
            URI uri = WebAddress.parse(element.absUrl("href"));
            boolean wanted = uri != null
                    && site.isWithin(uri)
                    && (pattern == null || pattern.matcher(uri.toString()).matches())
                    && !known.contains(uri);
            if (uri != null && wanted && site.isAllowed(uri)) {
                known.add(uri);
                queue.add(new Link(uri, from.depth() + 1));
            }
        }
        if (known.size() > config.maxPages()) {
            throw new HeadgateException(
                    HttpErrorCode.TOO_MANY_PAGES,
                    "the crawl has more than max_pages = " + config.maxPages()
                            + " pages: narrow follow, divide the site over several sources, or raise max_pages");
        }
    }
}
