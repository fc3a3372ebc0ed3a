package io.headgate.source.http;

import java.net.URI;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/**
 * A page that was fetched.
 *
 * @param uri where it was in the end, after redirections
 * @param document null if it is no HTML, or could not be had
 * @param problem why it could not be had, or null
 */
record WebPage(URI uri, @Nullable Document document, @Nullable JsonProblem problem) {}
