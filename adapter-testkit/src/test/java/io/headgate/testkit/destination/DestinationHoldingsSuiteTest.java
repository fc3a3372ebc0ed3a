package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.DestinationFlaw;
import io.headgate.testkit.reference.ReferenceDestination;
import io.headgate.testkit.reference.ReferenceStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The suite passes a destination that reads back what it holds, and catches one that guesses. */
class DestinationHoldingsSuiteTest {

    private static final String REMOVED = "aRowThatSomebodyHasRemovedIsMissing";
    private static final String ALONE = "countsTheRowsOfOneInstanceAlone";
    private static final String OTHERS = "rowsThatOthersAddMeanwhileAreNotMissedAndNoneIsTakenForAMissingOne";
    private static final String CHECKSUM = "theChecksumIsThatOfTheRecordsThatWereWritten";
    private static final String EARLIER = "rowsOfEarlierRunsOfTheInstanceCountAndWhatTheyDidNotCommitDoesNot";
    private static final String NONE = "anInstanceWithoutRecordsHoldsNone";
    private static final String UNASKED = "theChecksumIsNotComputedUnlessItIsAskedFor";
    private static final String OVERWRITTEN = "ofAnOverwrittenTableTheRowsOfTheInstanceCount";
    private static final String MERGED = "ofAMergeTheRowsCountThatTheRecordsHaveBecome";

    static final Map<DestinationFlaw, Set<String>> CAUGHT_BY = Map.of(
            DestinationFlaw.NONE, Set.of(),
            DestinationFlaw.COUNTS_WHAT_WAS_SENT, Set.of(REMOVED, OVERWRITTEN),
            DestinationFlaw.COUNTS_THE_WHOLE_TABLE, Set.of(ALONE, OTHERS, NONE, MERGED),
            DestinationFlaw.SUMS_WHAT_WAS_SENT_LAST, Set.of(CHECKSUM),
            DestinationFlaw.READS_NOTHING_BACK,
                    Set.of(ALONE, OTHERS, REMOVED, CHECKSUM, EARLIER, NONE, UNASKED, OVERWRITTEN, MERGED));

    private static volatile DestinationFlaw flaw = DestinationFlaw.NONE;
    private static volatile boolean readsBack = true;

    @ParameterizedTest
    @EnumSource(
            names = {
                "NONE",
                "COUNTS_WHAT_WAS_SENT",
                "COUNTS_THE_WHOLE_TABLE",
                "SUMS_WHAT_WAS_SENT_LAST",
                "READS_NOTHING_BACK"
            })
    void eachFlawIsCaughtByExactlyTheTestsThatAreAboutIt(DestinationFlaw broken) {
        SuiteRun run = run(broken, true);
        assertThat(run.failedTests()).as(run.reasons()).isEqualTo(CAUGHT_BY.get(broken));
    }

    @Test
    void whoSaysThatHeCountsNothingByKeyIsNotAskedTo() {
        SuiteRun run = run(DestinationFlaw.NONE, false);
        assertThat(run.skippedTests()).contains(OVERWRITTEN, MERGED);
    }

    private static SuiteRun run(DestinationFlaw broken, boolean declared) {
        flaw = broken;
        readsBack = declared;
        return SuiteRun.of(Holding.class);
    }

    static final class Holding extends DestinationHoldingsSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected IDataDestination createDestination() {
            return new ReferenceDestination(store, flaw);
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
        protected boolean readsBack(WriteMode mode) {
            return readsBack || mode == WriteMode.APPEND;
        }

        @Override
        protected void removeOneRow(String tableName) {
            store.removeRow(tableName);
        }
    }
}
