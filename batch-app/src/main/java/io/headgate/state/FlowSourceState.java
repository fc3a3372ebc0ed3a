package io.headgate.state;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.IDataSourceState;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A source's state within one flow, over a storage. What adapters pass to {@code updateOthers} waits for the next commit.
 *
 * <p>An entry is replaced only if it still is what this object knows of it. What it knows is read before an act that is refused to a
 * process which has been succeeded, and the entry is replaced after that act. So a process that was frozen between the two finds its successor's
 * entry instead of what it knows, and leaves it alone.
 */
public final class FlowSourceState implements IDataSourceState {

    private final IDataSourceStateStorage storage;
    private final String flow;
    private final String source;
    private final Map<String, Map<String, @Nullable Object>> pending = new LinkedHashMap<>();

    /** What an entry may be when it is replaced. */
    private final Map<StateKey, List<Map<String, @Nullable Object>>> known = new ConcurrentHashMap<>();

    public FlowSourceState(IDataSourceStateStorage storage, String flow, String source) {
        this.storage = storage;
        this.flow = flow;
        this.source = source;
    }

    private StateKey stream(String name) {
        return new StateKey(flow, source, Kind.STREAM, name);
    }

    private StateKey other(String name) {
        return new StateKey(flow, source, Kind.OTHER, name);
    }

    @Override
    public Map<String, @Nullable Object> readStream(String stream) {
        return storage.read(stream(stream));
    }

    /**
     * Reads what the stream's next update replaces. To be called before something that keeps a process which has been succeeded from
     * the update, so that it does not matter what such a process finds here: the destination lets it in no more, or the JobRepository
     * says that there is nothing left to do.
     */
    public void expectStream(String stream) {
        StateKey key = stream(stream);
        known.put(key, List.of(storage.read(key)));
    }

    /** The stream's next update may replace this as well: what the process before this one may yet store of its last commit. */
    public void alsoExpectStream(String stream, Map<String, @Nullable Object> state) {
        StateKey key = stream(stream);
        known.put(key, List.of(known(key).get(0), state));
    }

    /**
     * Replaces the stream's state.
     *
     * @throws HeadgateException {@code FENCED} if it is another than this object knows
     */
    @Override
    public void updateStream(String stream, Map<String, @Nullable Object> state) {
        replace(stream(stream), state);
    }

    @Override
    public Map<String, @Nullable Object> readOthers(String key) {
        synchronized (pending) {
            Map<String, @Nullable Object> waiting = pending.get(key);
            if (waiting != null) {
                return waiting;
            }
            Map<String, @Nullable Object> stored = storage.read(other(key));
            known.putIfAbsent(other(key), List.of(stored));
            return stored;
        }
    }

    @Override
    public void updateOthers(String key, Map<String, @Nullable Object> state) {
        synchronized (pending) {
            known(other(key));
            pending.put(key, new LinkedHashMap<>(state));
        }
    }

    /** Keys of what {@code updateOthers} has collected. To be asked for before the commit with which it is to be stored. */
    public Set<String> waitingOthers() {
        synchronized (pending) {
            return Set.copyOf(pending.keySet());
        }
    }

    /**
     * Stores what {@code updateOthers} has collected, within a commit.
     *
     * @param keys what was waiting before the commit; what is new since then waits for the next
     * @return what was stored, for {@link #othersCommitted}
     * @throws HeadgateException {@code FENCED} if an entry is another than this object knows
     */
    public Map<String, Map<String, @Nullable Object>> flushOthers(Set<String> keys) {
        synchronized (pending) {
            Map<String, Map<String, @Nullable Object>> stored = new LinkedHashMap<>(pending);
            stored.keySet().retainAll(keys);
            stored.forEach((key, state) -> replace(other(key), state));
            return stored;
        }
    }

    /** The commit has succeeded: what was stored, and has not been updated again since, need not be stored with the next one. */
    public void othersCommitted(Map<String, Map<String, @Nullable Object>> stored) {
        synchronized (pending) {
            stored.forEach((key, state) -> {
                if (pending.get(key) == state) {
                    pending.remove(key);
                }
            });
        }
    }

    private List<Map<String, @Nullable Object>> known(StateKey key) {
        return known.computeIfAbsent(key, unknown -> List.of(storage.read(unknown)));
    }

    private void replace(StateKey key, Map<String, @Nullable Object> state) {
        if (known(key).stream().noneMatch(expected -> storage.replace(key, expected, state))) {
            throw new HeadgateException(
                    CommonErrorCode.FENCED,
                    "the state of " + (key.kind() == Kind.STREAM ? "stream '" : "'") + key.name() + "' of flow '" + flow
                            + "' has changed since this run read or wrote it: another process has gone on with the flow,"
                            + " or somebody has edited it. It was left as it is, and what this run has landed counts."
                            + " Look at runs flow=" + flow + "; if no other run has gone on, the same command resumes");
        }
        known.put(key, List.of(new LinkedHashMap<>(state)));
    }
}
