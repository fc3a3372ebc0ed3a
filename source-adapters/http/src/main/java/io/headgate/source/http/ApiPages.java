package io.headgate.source.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All pages of an endpoint; where it has a parent, for each of the parent's records those that it gives then. One thread. */
final class ApiPages {

    private final ApiClient client;
    private final ApiEndpoint endpoint;
    private final ApiParams fixed;
    private final @Nullable ApiParents parents;
    private @Nullable ApiWalk walk;
    private boolean ended;

    /**
     * @param fixed parameters that hold for all requests
     * @param state as {@link #state} gave it; empty for the beginning
     */
    ApiPages(ApiClient client, ApiEndpoint endpoint, ApiParams fixed, Map<?, ?> state) {
        this.client = client;
        this.endpoint = endpoint;
        this.fixed = fixed;
        this.ended = Boolean.TRUE.equals(state.get("end"));
        ApiParent parent = endpoint.parent();
        Map<?, ?> place = map(state, "walk");
        if (parent == null) {
            this.parents = null;
            this.walk = new ApiWalk(client, endpoint, fixed, place);
        } else {
            this.parents = new ApiParents(client, parent);
            if (!ended && !place.isEmpty()) {
                ApiParams params = parents.resume(map(state, "parents"));
                this.walk = new ApiWalk(client, endpoint, joined(params), place);
            }
        }
    }

    private static Map<?, ?> map(Map<?, ?> state, String key) {
        return state.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private ApiParams joined(ApiParams parent) {
        return fixed.with(parent.texts(), parent.fields());
    }

    /** The next page, perhaps without records; null after the last one. */
    @Nullable
    ApiPage next() {
        while (!ended) {
            ApiWalk current = walk;
            if (current == null) {
                ApiParams params = parents == null ? null : parents.next();
                if (params == null) {
                    ended = true;
                    break;
                }
                current = new ApiWalk(client, endpoint, joined(params), Map.of());
                walk = current;
            }
            ApiPage page = current.next();
            if (page != null) {
                return page;
            }
            walk = null;
        }
        return null;
    }

    /** Where to go on after the last page that was given. */
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        if (ended) {
            state.put("end", true);
        } else if (walk != null) {
            state.put("walk", walk.state());
            if (parents != null) {
                state.put("parents", parents.state());
            }
        }
        return state;
    }
}
