package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source's state as its adapter sees it. */
class FlowSourceStateTest {

    private final InMemoryStateStorage storage = new InMemoryStateStorage();
    private final FlowSourceState state = new FlowSourceState(storage, "flow", "source");

    private Map<String, ?> storedOther(String key) {
        return storage.read(new StateKey("flow", "source", Kind.OTHER, key));
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(state.readStream("a")).isEmpty();
        assertThat(state.readOthers("a")).isEmpty();
    }

    @Test
    void aStreamIsReadUpdatedAndOverwritten() {
        state.updateStream("a", Map.of("id", 1));
        assertThat(state.readStream("a")).isEqualTo(Map.of("id", 1));
        state.updateStream("a", Map.of("position", 2));
        assertThat(state.readStream("a")).isEqualTo(Map.of("position", 2));
        assertThat(state.readStream("b")).isEmpty();
        assertThat(state.readOthers("a")).isEmpty();
    }

    @Test
    void othersAreReadUpdatedAndOverwritten() {
        state.updateOthers("token", Map.of("value", "x"));
        assertThat(state.readOthers("token")).isEqualTo(Map.of("value", "x"));
        state.updateOthers("token", Map.of("expires", 5));
        assertThat(state.readOthers("token")).isEqualTo(Map.of("expires", 5));
        assertThat(state.readOthers("other")).isEmpty();
        assertThat(state.readStream("token")).isEmpty();
    }

    @Test
    void othersWaitForTheCommit() {
        state.updateOthers("token", Map.of("n", 1));
        assertThat(storedOther("token")).isEmpty();
        state.flushOthers();
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 1));
    }

    @Test
    void othersAreStoredAgainWhenTheCommitHasFailed() {
        state.updateOthers("token", Map.of("n", 1));
        state.flushOthers();
        storage.delete(new StateKey("flow", "source", Kind.OTHER, "token"));
        state.flushOthers();
        assertThat(storedOther("token")).as("nobody said that it was committed").isEqualTo(Map.of("n", 1));
    }

    @Test
    void whatIsUpdatedWhileACommitIsUnderWayGoesWithTheNext() {
        state.updateOthers("token", Map.of("n", 1));
        var stored = state.flushOthers();
        state.updateOthers("token", Map.of("n", 2));
        state.othersCommitted(stored);
        assertThat(state.readOthers("token")).isEqualTo(Map.of("n", 2));
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 1));
        state.othersCommitted(state.flushOthers());
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 2));
        assertThat(state.flushOthers()).isEmpty();
    }

    @Test
    void keepsACopyOfWhatTheAdapterPassed() {
        Map<String, Object> passed = new HashMap<>(Map.of("n", 1));
        state.updateOthers("token", passed);
        passed.put("n", 2);
        assertThat(state.readOthers("token")).isEqualTo(Map.of("n", 1));
    }
}
