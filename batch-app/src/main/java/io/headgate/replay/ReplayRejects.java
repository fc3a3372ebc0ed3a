package io.headgate.replay;

import io.headgate.api.destination.RejectStore;
import io.headgate.api.destination.RejectStore.Selection;
import io.headgate.api.destination.StoredReject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rejected records of one stream that one replay has in hand. */
record ReplayRejects(RejectStore store, Selection selection, UUID replay) {

    List<StoredReject> next(@Nullable String after, int limit) {
        return store.claimed(selection, replay, after, limit);
    }
}
