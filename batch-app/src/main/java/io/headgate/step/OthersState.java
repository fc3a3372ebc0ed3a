package io.headgate.step;

import io.headgate.state.FlowSourceState;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Stores what an adapter keeps besides stream state with the transaction under way, and forgets it when that has committed. */
final class OthersState {

    private OthersState() {}

    static void flush(FlowSourceState state) {
        Map<String, Map<String, @Nullable Object>> stored = state.flushOthers();
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
