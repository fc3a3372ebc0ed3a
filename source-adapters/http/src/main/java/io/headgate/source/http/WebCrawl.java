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
                site.requireAllowed(link.uri());
            }
            WebPage page = site.fetch(link.uri(), link.depth() == 0);
            URI reached = reached(link, page);
            boolean isNew = reached == null || known.add(reached);
            boolean again = reached != null && visited.contains(reached) && !read;
            if (isNew) {
                // Also where its records have been read before a restart: nothing else leads to its links now.
                follow(link, page);
            }
            visited.add(link.uri());
            if (reached != null && isNew) {
                visited.add(reached);
            }
            if (!read && isNew && !again) {
                return page;
            }
        }
        return null;
    }

    /** Where a link leads by a redirection: a page that may have been met under that address, too. Null without one. */
    private static @Nullable URI reached(Link link, WebPage page) {
        URI reached = WebAddress.parse(page.uri().toString());
        return link.uri().equals(reached) ? null : reached;
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
