package io.headgate.source.http;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;

/** Goes through the records of a parent endpoint, and takes from each what a child's requests need. One thread. */
final class ApiParents {

    private final ApiClient client;
    private final ApiParent parent;
    private final ApiEndpoint endpoint;
    private ApiPages pages;
    /** Where the page in hand was fetched from: a restart fetches it again. */
    private Map<?, ?> before = Map.of();

    private @Nullable ApiPage page;
    private int index;
    private ApiParams current = ApiParams.of(Map.of());

    ApiParents(ApiClient client, ApiParent parent) {
        this.client = client;
        this.parent = parent;
        this.endpoint = client.config().endpoint(parent.endpoint());
        this.pages = new ApiPages(client, endpoint, ApiParams.of(Map.of()), Map.of());
    }

    /** The values of the next parent; null after the last one. */
    @Nullable
    ApiParams next() {
        index++;
        while (page == null || index >= page.count()) {
            before = pages.state();
            page = pages.next();
            index = 0;
            if (page == null) {
                return null;
            }
        }
        current = params(page, index);
        return current;
    }

    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("page", before);
        state.put("index", index);
        state.put("values", current.texts());
        return state;
    }

    /**
     * Goes back to a parent. If its page has changed meanwhile it is looked for in the page.
     *
     * @throws HeadgateException if it is not there any more: nobody knows then which parents have been read
     */
    ApiParams resume(Map<?, ?> state) {
        before = state.get("page") instanceof Map<?, ?> map ? map : Map.of();
        pages = new ApiPages(client, endpoint, ApiParams.of(Map.of()), before);
        ApiPage again = pages.next();
        int stood = state.get("index") instanceof Number number ? number.intValue() : 0;
        int count = again == null ? 0 : again.count();
        for (int i = 0; again != null && i < count; i++) {
            int candidate = (stood + i) % count;
            ApiParams found = params(again, candidate);
            if (found.texts().equals(state.get("values"))) {
                page = again;
                index = candidate;
                current = found;
                return found;
            }
        }
        throw new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "endpoint '" + endpoint.name() + "' does not give the record " + state.get("values")
                        + " any more on the page on which this run was interrupted: start anew with fresh=true");
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
