package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.DestinationFlaw;
import io.headgate.testkit.reference.ReferenceDestination;
import io.headgate.testkit.reference.ReferenceStore;
import io.headgate.testkit.reference.RejectFlaw;
import io.headgate.testkit.reference.ReplayableDestination;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suite passes a reject store that keeps the contract, and catches one that breaks a single clause. */
class DestinationRejectSuiteTest {

    private static volatile RejectFlaw flaw = RejectFlaw.NONE;

    @ParameterizedTest
    @EnumSource(RejectFlaw.class)
    void aBrokenClauseIsCaughtAndAWholeContractPasses(RejectFlaw broken) {
        flaw = broken;
        SuiteRun run = SuiteRun.of(Rejecting.class);
        if (broken == RejectFlaw.NONE) {
            assertThat(run.failedTests()).as(run.reasons()).isEmpty();
        } else {
            assertThat(run.failedTests()).as("tests that catch " + broken).isNotEmpty();
        }
    }

    static final class Rejecting extends DestinationRejectSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected IDataDestination createDestination() {
            return flaw == RejectFlaw.NO_REJECT_STORE
                    ? new ReferenceDestination(store, DestinationFlaw.NONE)
                    : new ReplayableDestination(store, flaw);
        }

        @Override
        protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
            return store.rows(tableName);
        }

        @Override
        protected List<RejectedRecord> readRejects(String tableName) {
            return store.rejects(tableName);
        }

        @Override
        protected void repair(String tableName, UnaryOperator<String> raw) {
            store.repair(tableName, raw);
        }
    }
}
