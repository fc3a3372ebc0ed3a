package io.headgate.step;

import io.headgate.state.FlowSourceState;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Stores what an adapter keeps besides stream state with the transaction under way, and forgets it when that has committed. The first
 * thing that a transaction writes: it holds a lock meanwhile, and on an embedded JobRepository a transaction that has written keeps
 * others from writing until its end. Who had written before and came for that lock would wait for somebody who waits for him.
 */
final class OthersState {

    private OthersState() {}

    /**
     * @param keys what was waiting before the destination's commit
     */
    static void flush(FlowSourceState state, Set<String> keys) {
        Map<String, Map<String, @Nullable Object>> stored = state.flushOthers(keys);
        if (!stored.isEmpty()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    state.othersCommitted(stored);
                }
            });
        }
    }
}
