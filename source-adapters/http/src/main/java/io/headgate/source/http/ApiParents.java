package io.headgate.source.http;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/**
 * Goes through the records of a parent endpoint, and takes from each what a child's requests need. Each record is given once, also
 * where its page has changed when a restart fetches it again. One thread.
 */
final class ApiParents {

    private final ApiClient client;
    private final ApiParent parent;
    private final ApiEndpoint endpoint;
    private final boolean keyed;
    private ApiPages pages;
    /** Where the page in hand was fetched from: a restart fetches it again. */
    private Map<?, ?> before = Map.of();

    private @Nullable ApiPage page;
    private int index;
    private ApiParams current = ApiParams.of(Map.of());
    /** The parents that were given: the one in hand as the last, those of its page, and with a key some of the pages before. */
    private ApiWindow given = new ApiWindow();
    /** Over the parents of the page up to the one in hand: whether they are the same after a restart. */
    private long passed;
    /** Where the page has changed before a restart: those of its parents that were given before. */
    private @Nullable ApiWindow skipped;

    ApiParents(ApiClient client, ApiParent parent) {
        this.client = client;
        this.parent = parent;
        this.endpoint = client.config().endpoint(parent.endpoint());
        this.keyed = !endpoint.primaryKey().isEmpty();
        this.pages = new ApiPages(client, endpoint, ApiParams.of(Map.of()), Map.of());
    }

    /** The values of the next parent; null after the last one. */
    @Nullable
    ApiParams next() {
        for (ApiPage from = advance(); from != null; from = advance()) {
            ApiParams found = params(from, index);
            long identity = identity(from, index, found);
            passed = passed(passed, identity);
            ApiWindow old = skipped;
            boolean again = keyed ? given.contains(identity) : old != null && old.remove(identity);
            if (!again) {
                given.add(identity);
                current = found;
                return found;
            }
        }
        return null;
    }

    /** Moves to the next record; null after the last one. */
    private @Nullable ApiPage advance() {
        index++;
        while (page == null || index >= page.count()) {
            before = pages.state();
            page = pages.next();
            index = 0;
            passed = 0;
            skipped = null;
            if (!keyed) {
                given.keepLast();
            }
            if (page == null) {
                return null;
            }
        }
        return page;
    }

    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("page", before);
        state.put("index", index);
        state.put("passed", passed);
        state.put("given", given.toText());
        state.put("values", current.texts());
        if (skipped != null) {
            state.put("changed", true);
        }
        return state;
    }

    /**
     * Goes back to a parent. If its page has changed meanwhile it is looked for: on the page, the others of which are then held
     * against those that were given; or, moved on by records that were added in front, on a later page right behind the same
     * neighbour.
     *
     * @throws HeadgateException if it is not there any more: nobody knows then which parents have been read
     */
    ApiParams resume(Map<?, ?> state) {
        before = state.get("page") instanceof Map<?, ?> map ? map : Map.of();
        pages = new ApiPages(client, endpoint, ApiParams.of(Map.of()), before);
        given = ApiWindow.fromText(state.get("given"));
        page = pages.next();
        int stood = state.get("index") instanceof Number number ? number.intValue() : 0;
        boolean isKnownToHaveChanged = Boolean.TRUE.equals(state.get("changed"));
        if (!isKnownToHaveChanged && isAt(stood, state.get("passed")) || isFoundOnPage() || isFoundFurtherOn()) {
            return current;
        }
        throw new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "endpoint '" + endpoint.name() + "' does not give the record " + state.get("values")
                        + " any more where this run was interrupted: start anew with fresh=true");
    }

    /** Whether the page has the same parents as before the restart, as far as they were given. */
    private boolean isAt(int stood, @Nullable Object hash) {
        ApiPage again = page;
        if (again == null || stood >= again.count()) {
            return false;
        }
        passed = 0;
        for (int i = 0; i <= stood; i++) {
            current = params(again, i);
            passed = passed(passed, identity(again, i, current));
        }
        index = stood;
        return hash instanceof Number number && number.longValue() == passed;
    }

    /** Others may stand in front of it now, or behind it: which of them were given is known where the page is small enough. */
    private boolean isFoundOnPage() {
        ApiPage again = page;
        int count = again == null || again.count() > ApiWindow.SIZE ? 0 : again.count();
        for (int i = 0; again != null && i < count; i++) {
            ApiParams found = params(again, i);
            if (identity(again, i, found) == given.last()) {
                current = found;
                skipped = ApiWindow.fromText(given.toText());
                index = -1;
                return true;
            }
        }
        return false;
    }

    /** Moved on by records that were added in front of it; one that has moved by itself has another neighbour now. */
    private boolean isFoundFurtherOn() {
        ApiWindow seen = new ApiWindow();
        while (given.lastButOne() != 0 && page != null) {
            passed = 0;
            for (index = 0; index < page.count(); index++) {
                ApiParams found = params(page, index);
                long identity = identity(page, index, found);
                passed = passed(passed, identity);
                boolean isBehind = seen.last() == given.lastButOne();
                seen.add(identity);
                if (isBehind && identity == given.last()) {
                    given.addAll(seen);
                    current = found;
                    return true;
                }
            }
            before = pages.state();
            page = pages.next();
        }
        return false;
    }

    private static long passed(long before, long identity) {
        return before * 31 + identity;
    }

    /** What tells a parent from another one: its key, where the endpoint has one, and what its children are asked by. */
    private long identity(ApiPage from, int record, ApiParams params) {
        StringBuilder text = new StringBuilder(params.texts().toString());
        for (String column : endpoint.primaryKey()) {
            JsonText.Found found = from.find(record, JsonPointer.empty().appendProperty(column));
            text.append('\0').append(found == null ? "" : found.text());
        }
        return ApiPage.hash(text.toString());
    }

    private ApiParams params(ApiPage from, int record) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> fields = new LinkedHashMap<>();
        parent.fields().forEach((name, pointer) -> {
            JsonText.Found found = from.find(record, JsonPointer.compile(pointer));
            if (found == null || !found.isSomething()) {
                throw ApiPage.unreadable(
                        from.place() + ":" + (record + 1),
                        "the record has nothing at '" + pointer + "', which its children are asked by",
                        "correct parent.fields." + name);
            }
            texts.put(name, found.text());
            fields.put(name, json(found));
        });
        return inherited(from, record).with(texts, fields);
    }

    /** A grandchild's requests may need, and its records get, what its grandparents have. */
    private ApiParams inherited(ApiPage from, int record) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> fields = new LinkedHashMap<>();
        ApiParent above = endpoint.parent();
        while (above != null) {
            for (String name : above.fields().keySet()) {
                JsonText.Found found = from.find(record, JsonPointer.empty().appendProperty(name));
                if (found != null) {
                    texts.put(name, found.text());
                    fields.put(name, json(found));
                }
            }
            above = client.config().endpoint(above.endpoint()).parent();
        }
        return new ApiParams(texts, fields);
    }

    private static String json(JsonText.Found found) {
        return found.token() == JsonToken.VALUE_STRING ? JsonText.quote(found.text()) : found.text();
    }
}
