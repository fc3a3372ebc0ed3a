package io.headgate.source.http;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How one page leads to the next, and how one knows that there is none. */
record ApiPagination(
        @ConfigKey(value = "how one page leads to the next", defaultValue = "none") Type type,
        @ConfigKey("page, offset, cursor: the parameter that says where the page begins; by default named as the type."
                        + " In a body a JSON pointer")
                @Nullable
                String parameter,
        @ConfigKey(value = "page, offset, cursor: where the parameters stand", defaultValue = "query") Place in,
        @ConfigKey("the parameter that says how many records a page has; without it none is sent") @Nullable
                String sizeParameter,
        @ConfigKey(value = "records asked for in a page; 0 leaves it to the server", defaultValue = "0") int size,
        @ConfigKey("page, offset: the first page (default 1) or the first offset (default 0)") @Nullable Long start,
        @ConfigKey("cursor: JSON pointer to the next page's cursor; null, empty or absent is the end") @Nullable
                String cursor,
        @ConfigKey("cursor: JSON pointer within a record, the last one of a page being the next one's cursor") @Nullable
                String cursorRecord,
        @ConfigKey("next_url: JSON pointer to the next page's address; null, empty or absent is the end") @Nullable
                String next,
        @ConfigKey("JSON pointer to true or false: whether there is another page") @Nullable String more,
        @ConfigKey("page: JSON pointer to the number of the last page") @Nullable String lastPage,
        @ConfigKey(
                        value = "page, offset, cursor_record without more: whether a short page is the end, or only an"
                                + " empty one",
                        defaultValue = "empty")
                Stop stop,
        @ConfigKey(
                        value = "a run that meets more pages in one partition fails",
                        defaultValue = "1000000",
                        tuning = true)
                long maxPages,
        @ConfigKey(
                        value = "a page with exactly the records of the one before: fail, stop (it is the end), drop"
                                + " (go on without it) or keep (they are others)",
                        defaultValue = "fail",
                        tuning = true)
                Repeated onRepeatedPage) {

    static final ApiPagination NONE = new ApiPagination(
            Type.NONE,
            null,
            Place.QUERY,
            null,
            0,
            null,
            null,
            null,
            null,
            null,
            null,
            Stop.EMPTY,
            1_000_000,
            Repeated.FAIL);

    /** The ways. */
    enum Type {
        NONE,
        PAGE,
        OFFSET,
        CURSOR,
        LINK_HEADER,
        NEXT_URL
    }

    /** Where parameters stand. */
    enum Place {
        QUERY,
        BODY
    }

    /** What ends the pages where nothing else says it. */
    enum Stop {
        EMPTY,
        SHORT
    }

    /** What becomes of a page that repeats the one before. */
    enum Repeated {
        FAIL,
        STOP,
        DROP,
        KEEP
    }

    ApiPagination {
        ConfigCheck check = new ConfigCheck()
                .require(size >= 0 && size <= 1_000_000, "size", "is a number from 0 to 1000000")
                .require(maxPages >= 1, "max_pages", "is at least 1")
                .require(
                        type != Type.CURSOR || (cursor == null) != (cursorRecord == null),
                        "cursor",
                        "is where the next cursor stands: give either cursor or cursor_record")
                .require(
                        type != Type.NEXT_URL || next != null,
                        "next",
                        "is missing: say where the next page's address stands, for instance /links/next")
                .require(stop != Stop.SHORT || size > 0, "size", "is needed to know a short page")
                .require(
                        in == Place.QUERY
                                || isPointer(parameter) && (sizeParameter == null || isPointer(sizeParameter)),
                        "parameter",
                        "is a JSON pointer where it stands in the body, for instance /variables/after");
        pointer(check, "cursor", cursor);
        pointer(check, "cursor_record", cursorRecord);
        pointer(check, "next", next);
        pointer(check, "more", more);
        pointer(check, "last_page", lastPage);
        check.throwIfAny();
    }

    private static void pointer(ConfigCheck check, String key, @Nullable String value) {
        check.require(value == null || isPointer(value), key, "is a JSON pointer, which begins with /");
    }

    private static boolean isPointer(@Nullable String text) {
        return text != null && text.startsWith("/");
    }

    String parameterName() {
        return parameter == null ? type.name().toLowerCase(Locale.ROOT) : parameter;
    }

    long first() {
        if (start != null) {
            return start;
        }
        return type == Type.PAGE ? 1 : 0;
    }
}
