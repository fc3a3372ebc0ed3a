package io.headgate.source.http;

import io.headgate.api.error.HeadgateException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** Goes from page to page of one endpoint. What a state has to remember does not grow with the number of pages. */
final class ApiWalk {

    private static final int MOST_EMPTY = 100;
    private static final int LONGEST_POSITION = 4096;

    private final ApiClient client;
    private final ApiEndpoint endpoint;
    private final ApiPagination pagination;
    private final ApiParams params;
    private @Nullable Object position;
    private long pages;
    private long empty;
    private long last;
    private final ApiTrail trail;
    private boolean ended;

    /**
     * @param state as {@link #state} gave it; empty for the beginning
     */
    ApiWalk(ApiClient client, ApiEndpoint endpoint, ApiParams params, Map<?, ?> state) {
        this.client = client;
        this.endpoint = endpoint;
        this.pagination = client.config().paginationOf(endpoint);
        this.params = params;
        Object at = state.get("at");
        this.position = at == null ? first() : isAddress() ? client.storedAddress(endpoint, at.toString()) : at;
        this.pages = number(state, "pages");
        this.empty = number(state, "empty");
        this.last = number(state, "last");
        this.trail = new ApiTrail(state);
        this.ended = Boolean.TRUE.equals(state.get("end"));
    }

    private static long number(Map<?, ?> state, String key) {
        return state.get(key) instanceof Number number ? number.longValue() : 0;
    }

    private boolean isAddress() {
        return pagination.type() == ApiPagination.Type.LINK_HEADER || pagination.type() == ApiPagination.Type.NEXT_URL;
    }

    private @Nullable Object first() {
        return switch (pagination.type()) {
            case PAGE, OFFSET -> pagination.first();
            default -> null;
        };
    }

    /** Where to go on after the last page that was given. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (ended) {
            state.put("end", true);
            return state;
        }
        if (position != null) {
            state.put("at", position instanceof Long ? position : position.toString());
        }
        state.put("pages", pages);
        state.put("empty", empty);
        state.put("last", last);
        trail.addTo(state);
        return state;
    }

    /** The next page, perhaps without records; null after the last one. */
    @Nullable
    ApiPage next() {
        if (ended) {
            return null;
        }
        if (pages >= pagination.maxPages()) {
            throw endless("there are more than pagination.max_pages = " + pagination.maxPages() + " pages");
        }
        ApiPage page = client.fetch(endpoint, params, position);
        long hash = page.hash();
        boolean repeated = page.count() > 0
                && pages > 0
                && hash == last
                && pagination.onRepeatedPage() != ApiPagination.Repeated.KEEP;
        if (repeated && pagination.onRepeatedPage() == ApiPagination.Repeated.FAIL) {
            throw repeated(page);
        }
        Object next = following(page);
        pages++;
        last = page.count() > 0 ? hash : last;
        if (repeated && pagination.onRepeatedPage() == ApiPagination.Repeated.STOP) {
            next = null;
        }
        ended = next == null;
        ApiPage given = repeated ? page.withoutRecords() : page;
        if (next != null) {
            guard(given, next);
        }
        position = next;
        return given;
    }

    private HeadgateException repeated(ApiPage page) {
        return new HeadgateException(
                HttpErrorCode.REPEATED_PAGE,
                page.place() + " has exactly the records of the page before: does the server know the parameter '"
                        + pagination.parameterName()
                        + "'? If it repeats its last page for ever set pagination.on_repeated_page = \"stop\", if it gave"
                        + " one page twice \"drop\", and if they are different records \"keep\"");
    }

    private void guard(ApiPage page, Object next) {
        String text = next.toString();
        if (text.length() > LONGEST_POSITION) {
            throw ApiPage.unreadable(
                    page.place(), "the cursor is longer than " + LONGEST_POSITION + " characters", "check pagination");
        }
        empty = page.count() == 0 ? empty + 1 : 0;
        if (empty >= MOST_EMPTY) {
            throw endless(MOST_EMPTY + " pages in a row had no record that was new, and there is still a next one");
        }
        Object here = position == null ? page.uri() : position;
        trail.add(here.toString());
        if (next.equals(here)) {
            throw endless(page.place() + " names itself as the next page");
        }
        if (trail.leadsBack(text, pages)) {
            throw endless(page.place() + " leads back to a page that was read before");
        }
    }

    private HeadgateException endless(String what) {
        return new HeadgateException(
                HttpErrorCode.ENDLESS_PAGES,
                "endpoint '" + endpoint.name() + "': " + what + ": check pagination, or tell whoever runs the server");
    }

    private @Nullable Object following(ApiPage page) {
        return switch (pagination.type()) {
            case NONE -> null;
            case PAGE -> goesOn(page) && !isLastPage(page) ? (Object) (number() + 1) : null;
            case OFFSET -> goesOn(page) ? (Object) (number() + page.count()) : null;
            case CURSOR -> cursor(page);
            case LINK_HEADER -> client.linked(page);
            case NEXT_URL -> {
                String next = named(page, pagination.next());
                yield next == null ? null : client.address(page, next);
            }
        };
    }

    private long number() {
        return position instanceof Number number ? number.longValue() : pagination.first();
    }

    private @Nullable Object cursor(ApiPage page) {
        if (pagination.cursorRecord() == null) {
            return hasMore(page) ? named(page, pagination.cursor()) : null;
        }
        if (!goesOn(page)) {
            return null;
        }
        JsonText.Found found = page.find(page.count() - 1, JsonPointer.compile(pagination.cursorRecord()));
        if (found == null || !found.isSomething()) {
            throw ApiPage.unreadable(
                    page.place(),
                    "the last record has nothing at pagination.cursor_record '" + pagination.cursorRecord() + "'",
                    "point to a value that every record has");
        }
        return found.text();
    }

    /** For pages that are counted, or continued from their last record: whether there may be another. */
    private boolean goesOn(ApiPage page) {
        if (page.count() == 0) {
            return false;
        }
        if (pagination.more() != null) {
            return hasMore(page);
        }
        return pagination.stop() == ApiPagination.Stop.EMPTY || page.count() >= pagination.size();
    }

    private boolean hasMore(ApiPage page) {
        if (pagination.more() == null) {
            return true;
        }
        JsonText.Found found = page.find(JsonPointer.compile(pagination.more()));
        if (found == null && page.count() > 0) {
            throw ApiPage.unreadable(
                    page.place(),
                    "the answer has nothing at pagination.more '" + pagination.more() + "'",
                    "correct the pointer: without it nobody knows whether there is another page");
        }
        return found != null
                && found.isSomething()
                && !found.text().equalsIgnoreCase("false")
                && !found.text().equals("0");
    }

    private boolean isLastPage(ApiPage page) {
        if (pagination.lastPage() == null) {
            return false;
        }
        JsonText.Found found = page.find(JsonPointer.compile(pagination.lastPage()));
        if (found == null || !found.text().matches("\\d{1,18}")) {
            throw ApiPage.unreadable(
                    page.place(),
                    "the answer has no number at pagination.last_page '" + pagination.lastPage() + "'",
                    "correct the pointer");
        }
        return number() >= Long.parseLong(found.text());
    }

    /** A cursor or address that the page gives. A pointer with a mistake in it must not end the reading after the first page. */
    private @Nullable String named(ApiPage page, @Nullable String pointer) {
        JsonText.Found found = page.find(JsonPointer.compile(pointer));
        if (found == null && pagination.size() > 0 && page.count() >= pagination.size()) {
            throw ApiPage.unreadable(
                    page.place(),
                    "the page is full, but the answer has nothing at '" + pointer + "', where the next one is named",
                    "correct the pointer, or leave out pagination.size if this is how the last page looks");
        }
        return found == null || !found.isSomething() ? null : found.text();
    }
}
