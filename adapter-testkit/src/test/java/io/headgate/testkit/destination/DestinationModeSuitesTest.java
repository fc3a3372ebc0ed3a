package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.DestinationFlaw;
import io.headgate.testkit.reference.ReferenceChild;
import io.headgate.testkit.reference.ReferenceDestination;
import io.headgate.testkit.reference.ReferenceStore;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** The suites of the staged modes pass a destination that has them, or says that it has not, and catch each broken clause. */
class DestinationModeSuitesTest {

    private static volatile DestinationFlaw flaw = DestinationFlaw.NONE;
    private static volatile boolean hasModes = true;
    private static volatile List<String> points = List.of();

    /** Flaws of the staged modes, each with tests that must fail. Others may fail as well. */
    static final Map<DestinationFlaw, Set<String>> CAUGHT_BY = caughtBy();

    private static Map<DestinationFlaw, Set<String>> caughtBy() {
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        String readers = "readersSeeTheOldRowsOrTheNewOnesAndNeverAHalf";
        map.put(
                DestinationFlaw.SHOWS_STAGED_ROWS,
                Set.of(
                        "theOldRowsAreSeenUntilAllPartitionsArePublishedTogether",
                        "aTargetThatWasNotThereIsEmptyUntilItIsPublished",
                        "nothingIsChangedBeforePublish",
                        "anInstanceThatIsGivenUpLeavesTheTargetAlone"));
        map.put(
                DestinationFlaw.CLEARS_THE_TARGET_AT_PREPARE,
                Set.of("theOldRowsAreSeenUntilAllPartitionsArePublishedTogether"));
        map.put(
                DestinationFlaw.KEEPS_OLD_ROWS_ON_OVERWRITE,
                Set.of(
                        "whatWasThereIsReplaced",
                        "appendedRecordsAreReplacedAsWell",
                        "aStreamWithoutRecordsLeavesAnEmptyTarget"));
        map.put(DestinationFlaw.PUBLISHES_UNFINISHED, Set.of("anUnfinishedPartitionIsNotPublished"));
        map.put(DestinationFlaw.NO_FENCE_AT_PUBLISH, Set.of("anOlderRunCannotPublishBehindAYoungerOne"));
        map.put(DestinationFlaw.KEEPS_UNCOMMITTED_ROWS, Set.of("onlyWhatWasCommittedIsPublished"));
        map.put(DestinationFlaw.LOSES_SOURCE_REJECTS, Set.of("rejectedRecordsStandBesideTheTarget"));
        map.put(DestinationFlaw.APPLIES_AGAIN, Set.of("publishingAgainChangesNothing"));
        map.put(
                DestinationFlaw.FIRST_RECORD_WINS,
                Set.of(
                        "theLastRecordOfAKeyWinsWithinAChunkAndOverChunks",
                        "theLastRecordWinsOverARestart",
                        "ofRecordsThatBeginAtTheSameTimeTheLastOneCounts"));
        map.put(
                DestinationFlaw.PARTITIONS_IN_THE_ORDER_OF_THEIR_COMMITS,
                Set.of(
                        "theLastPartitionInSourceOrderWinsWhicheverIsWrittenFirst",
                        "anyMixOfRecordsEndsWithTheLastOfEachKey",
                        "ofRecordsThatBeginAtTheSameTimeTheLastOneCounts",
                        "anyMixOfRecordsGivesTheHistoryOfTheModel"));
        map.put(
                DestinationFlaw.IGNORES_DELETIONS,
                Set.of("deletionsDeleteAndTheirFieldIsNotLanded", "aDeletionEndsTheVersionAndALaterRecordBeginsAnew"));
        map.put(
                DestinationFlaw.LANDS_THE_DELETE_FIELD,
                Set.of("deletionsDeleteAndTheirFieldIsNotLanded", "theDeleteFieldIsNotLanded"));
        map.put(
                DestinationFlaw.TAKES_A_NULL_KEY,
                Set.of(
                        "aRecordWithANullInItsKeyIsRejectedAndItsNeighboursLand",
                        "aRecordWithoutKeyOrTimeIsRejectedAndItsNeighboursLand"));
        map.put(DestinationFlaw.REPLACES_WHOLE_ROWS, Set.of("fieldsThatAStreamDoesNotHaveKeepTheirValues"));
        map.put(
                DestinationFlaw.KEEPS_EQUAL_VERSIONS,
                Set.of(
                        "aRecordThatHasNotChangedAddsNoVersion",
                        "aLateRecordThatEqualsItsNeighboursJoinsThem",
                        "onlyTrackedFieldsMakeAVersion"));
        map.put(DestinationFlaw.NEVER_ENDS_A_VERSION, Set.of("aFirstVersionIsCurrentAndAChangeEndsIt"));
        map.put(
                DestinationFlaw.NEVER_ENDS_A_DELETED_VERSION,
                Set.of("aDeletionEndsTheVersionAndALaterRecordBeginsAnew"));
        map.put(
                DestinationFlaw.LATE_RECORDS_COME_LAST,
                Set.of("aLateRecordLandsInItsPlace", "aLateDeletionEndsTheVersionThatWasThereThen"));
        map.put(DestinationFlaw.PUBLISHES_IN_TWO_ACTS, Set.of(readers));
        return map;
    }

    static Set<DestinationFlaw> broken() {
        Set<DestinationFlaw> flaws = new java.util.TreeSet<>(CAUGHT_BY.keySet());
        // A reader need not look just between the two acts: a crash does.
        flaws.remove(DestinationFlaw.PUBLISHES_IN_TWO_ACTS);
        return flaws;
    }

    private static SuiteRun run(DestinationFlaw broken, boolean withModes) {
        flaw = broken;
        hasModes = withModes;
        return SuiteRun.of(Overwriting.class, Merging.class, Histories.class);
    }

    @Test
    void aDestinationWithAllModesPasses() {
        SuiteRun run = run(DestinationFlaw.NONE, true);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @Test
    void aDestinationThatSaysThatItHasOnlyAppendPasses() {
        SuiteRun run = run(DestinationFlaw.KNOWS_APPEND_ONLY, false);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @Test
    void aDestinationThatTakesAModeWhichItSaysThatItDoesNotHaveIsCaught() {
        assertThat(run(DestinationFlaw.NONE, false).failedTests())
                .containsExactly("aModeThatItDoesNotHaveIsRefusedBeforeAnythingHappens");
    }

    @ParameterizedTest
    @MethodSource("broken")
    void eachFlawIsCaughtByTheTestsThatAreAboutIt(DestinationFlaw broken) {
        SuiteRun run = run(broken, true);
        assertThat(run.failedTests()).as(run.reasons()).containsAll(CAUGHT_BY.get(broken));
    }

    @Test
    void aDestinationThatPublishesAtOncePassesTheCrashes() {
        flaw = DestinationFlaw.NONE;
        points = List.of("reference.publish.done", "reference.commit.done:20");
        SuiteRun run = SuiteRun.of(Crashing.class);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @Test
    void aDestinationThatPublishesInTwoActsIsCaughtByACrashBetweenThem() {
        flaw = DestinationFlaw.PUBLISHES_IN_TWO_ACTS;
        points = List.of("reference.publish.between");
        SuiteRun run = SuiteRun.of(
                DiscoverySelectors.selectMethod(Crashing.class, "theTargetIsThatOfAnUndisturbedRunAfterADeathAt"));
        assertThat(run.failedTests()).containsExactly("theTargetIsThatOfAnUndisturbedRunAfterADeathAt");
    }

    static final class Overwriting extends DestinationOverwriteSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected boolean hasMode() {
            return hasModes;
        }

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
    }

    static final class Merging extends DestinationMergeSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected boolean hasMode() {
            return hasModes;
        }

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
    }

    static final class Histories extends DestinationHistorySuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected boolean hasMode() {
            return hasModes;
        }

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
    }

    static final class Crashing extends DestinationModeCrashSuite {
        @TempDir
        Path folder;

        private ReferenceStore store() {
            return ReferenceStore.in(folder.resolve("store"));
        }

        @Override
        protected Set<WriteMode> modes() {
            return Set.of(WriteMode.OVERWRITE);
        }

        @Override
        protected List<String> faultPoints(WriteMode mode) {
            return points;
        }

        @Override
        protected String childDestination() {
            return ReferenceChild.class.getName();
        }

        @Override
        protected Map<String, String> childProperties() {
            return ReferenceChild.properties(folder.resolve("store"), flaw);
        }

        @Override
        protected IDataDestination createDestination() {
            return new ReferenceDestination(store(), flaw);
        }

        @Override
        protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
            return store().rows(tableName);
        }

        @Override
        protected List<RejectedRecord> readRejects(String tableName) {
            return store().rejects(tableName);
        }
    }
}
