package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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
        state.flushOthers(state.waitingOthers());
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 1));
    }

    @Test
    void othersAreStoredAgainWhenTheCommitHasFailed() {
        state.updateOthers("token", Map.of("n", 1));
        state.flushOthers(state.waitingOthers());
        assertThat(state.flushOthers(state.waitingOthers()))
                .as("nobody said that it was committed")
                .isEqualTo(Map.of("token", Map.of("n", 1)));
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 1));
    }

    @Test
    void othersThatWereNotThereBeforeTheCommitWaitForTheNext() {
        Set<String> before = state.waitingOthers();
        state.updateOthers("token", Map.of("n", 1));
        assertThat(state.flushOthers(before)).isEmpty();
        assertThat(storedOther("token")).isEmpty();
    }

    @Test
    void whatIsUpdatedWhileACommitIsUnderWayGoesWithTheNext() {
        state.updateOthers("token", Map.of("n", 1));
        var stored = state.flushOthers(state.waitingOthers());
        state.updateOthers("token", Map.of("n", 2));
        state.othersCommitted(stored);
        assertThat(state.readOthers("token")).isEqualTo(Map.of("n", 2));
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 1));
        state.othersCommitted(state.flushOthers(state.waitingOthers()));
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 2));
        assertThat(state.flushOthers(state.waitingOthers())).isEmpty();
    }

    @Test
    void keepsACopyOfWhatTheAdapterPassed() {
        Map<String, Object> passed = new HashMap<>(Map.of("n", 1));
        state.updateOthers("token", passed);
        passed.put("n", 2);
        assertThat(state.readOthers("token")).isEqualTo(Map.of("n", 1));
    }

    private static void assertFenced(ThrowingCallable update) {
        assertThatThrownBy(update)
                .isInstanceOfSatisfying(
                        HeadgateException.class, e -> assertThat(e.code()).isEqualTo(CommonErrorCode.FENCED))
                .hasMessageContaining("of flow 'flow' has changed since this run read or wrote it");
    }

    @Test
    void aStreamThatASuccessorHasMovedOnIsLeftAlone() {
        state.expectStream("a");
        state.updateStream("a", Map.of("id", 1));
        FlowSourceState successor = new FlowSourceState(storage, "flow", "source");
        successor.expectStream("a");
        successor.updateStream("a", Map.of("id", 3));
        assertFenced(() -> state.updateStream("a", Map.of("id", 2)));
        assertFenced(() -> state.updateStream("a", Map.of("id", 1)));
        state.updateStream("a", Map.of("id", 3L));
        assertThat(state.readStream("a")).as("the same is no harm").isEqualTo(Map.of("id", 3));
    }

    /** What it stores late belongs to the commit at which its successor has gone on. */
    @Test
    void aSuccessorIsNotStoppedByWhatTheOneBeforeItStoresLate() {
        state.expectStream("a");
        FlowSourceState successor = new FlowSourceState(storage, "flow", "source");
        successor.expectStream("a");
        successor.alsoExpectStream("a", Map.of("id", 1));
        state.updateStream("a", Map.of("id", 1));
        successor.updateStream("a", Map.of("id", 2));
        assertFenced(() -> state.updateStream("a", Map.of("id", 2, "own", true)));
        assertThat(state.readStream("a")).isEqualTo(Map.of("id", 2));
    }

    @Test
    void aStreamWhoseStateWasRemovedBeforeItIsExpectedGoesOn() {
        state.expectStream("a");
        state.updateStream("a", Map.of("id", 1));
        storage.delete(new StateKey("flow", "source", Kind.STREAM, "a"));
        assertFenced(() -> state.updateStream("a", Map.of("id", 2)));
        state.expectStream("a");
        state.updateStream("a", Map.of("id", 2));
        assertThat(state.readStream("a")).isEqualTo(Map.of("id", 2));
    }

    @Test
    void othersThatASuccessorHasStoredAreLeftAlone() {
        state.updateOthers("token", Map.of("n", 1));
        Set<String> before = state.waitingOthers();
        FlowSourceState successor = new FlowSourceState(storage, "flow", "source");
        successor.updateOthers("token", Map.of("n", 2));
        successor.flushOthers(successor.waitingOthers());
        assertFenced(() -> state.flushOthers(before));
        assertThat(storedOther("token")).isEqualTo(Map.of("n", 2));
    }
}
