package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.DestinationFlaw;
import io.headgate.testkit.reference.ReferenceDestination;
import io.headgate.testkit.reference.ReferenceStore;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The destination suites pass a destination that keeps the contract, and catch one that breaks a single clause. */
class DestinationSuitesTest {

    private static final Map<DestinationFlaw, Set<String>> CAUGHT_BY = caughtBy();

    private static volatile DestinationFlaw flaw = DestinationFlaw.NONE;
    private static volatile Declared declared = Declared.NOTHING;

    private static Map<DestinationFlaw, Set<String>> caughtBy() {
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(DestinationFlaw.NONE, Set.of());
        map.putAll(rowsAndCheckpoints());
        map.putAll(fencesAndPlans());
        map.putAll(rejects());
        map.putAll(values());
        return map;
    }

    private static Map<DestinationFlaw, Set<String>> rowsAndCheckpoints() {
        String vanishes = "whatWasNotCommittedIsGoneAfterReopening";
        String older = "anOlderRunCanCommitNothingBehindAYoungerOne";
        String rejected = "recordsThatTheSourceRejectedAreStoredInTheSameCommit";
        String repeated = "finishingPublishingAndForgettingCanBeRepeated";
        String everyCommit = "everyCommitIsRememberedByTheNextRun";
        String seen = "uncommittedRowsAreNotSeen";
        String toTheLetter = "theCheckpointComesBackToTheLetter";
        String preparing = "preparingAgainMovesNoCheckpointBack";
        String another = "anotherInstanceHasCheckpointsOfItsOwn";
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(DestinationFlaw.CHECKPOINT_WITHOUT_ROWS, Set.of(vanishes, older, rejected, everyCommit, seen));
        map.put(
                DestinationFlaw.ROWS_WITHOUT_CHECKPOINT,
                Set.of(vanishes, older, everyCommit, toTheLetter, preparing, another));
        map.put(DestinationFlaw.PREPARE_RESETS_CHECKPOINTS, Set.of(preparing));
        map.put(DestinationFlaw.CUTS_STATE_AT_64_KB, Set.of(toTheLetter));
        map.put(DestinationFlaw.LOSES_THE_COMPLETE_FLAG, Set.of(repeated));
        map.put(DestinationFlaw.SHOWS_UNCOMMITTED_ROWS, Set.of(seen));
        map.put(
                DestinationFlaw.KEEPS_UNCOMMITTED_ROWS,
                Set.of(
                        vanishes,
                        older,
                        "anOlderRunCannotFinishBehindAYoungerOne",
                        rejected,
                        "oneRejectTooManyGivesUpTheChunk"));
        map.put(
                DestinationFlaw.FORGETS_THE_ROWS,
                Set.of(
                        repeated,
                        rejected,
                        "landsPayloadsOfOneChunkTogether",
                        "aSecondInstanceAdds",
                        "partitionsAreWrittenSideBySide",
                        "aPayloadMayNameAnotherTable",
                        "anExistingTargetIsExtendedByNewFields",
                        "aTextOfTenMegabytesLandsWholeOrIsSetAsideWithItsReason",
                        "everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.FINISHES_ONCE_ONLY, Set.of(repeated));
        map.put(DestinationFlaw.PUBLISHES_ONCE_ONLY, Set.of(repeated));
        map.put(DestinationFlaw.FORGETS_ONCE_ONLY, Set.of(repeated));
        map.put(DestinationFlaw.SHARES_CHECKPOINTS_BETWEEN_INSTANCES, Set.of(another));
        map.put(
                DestinationFlaw.HOLDS_BACK,
                Set.of(vanishes, older, rejected, everyCommit, seen, toTheLetter, preparing, another));
        return map;
    }

    private static Map<DestinationFlaw, Set<String>> fencesAndPlans() {
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(
                DestinationFlaw.NO_FENCE_AT_COMMIT,
                Set.of("anOlderRunCanCommitNothingBehindAYoungerOne", "anOlderRunCannotFinishBehindAYoungerOne"));
        map.put(DestinationFlaw.NO_FENCE_AT_OPEN, Set.of("anOlderRunCannotOpenBehindAYoungerOne"));
        map.put(DestinationFlaw.NO_FENCE_AT_PUBLISH, Set.of("anOlderRunCannotPublishBehindAYoungerOne"));
        map.put(DestinationFlaw.OPENS_UNPLANNED_PARTITIONS, Set.of("onlyPlannedPartitionsCanBeOpened"));
        map.put(DestinationFlaw.OPENS_FORGOTTEN_PARTITIONS, Set.of("onlyPlannedPartitionsCanBeOpened"));
        map.put(DestinationFlaw.ONE_WRITER_AT_A_TIME, Set.of("partitionsAreWrittenSideBySide"));
        return map;
    }

    private static Map<DestinationFlaw, Set<String>> rejects() {
        String rejected = "recordsThatTheSourceRejectedAreStoredInTheSameCommit";
        String aside = "aRecordThatItCannotHoldIsSetAsideAndItsNeighboursLand";
        String tooMany = "oneRejectTooManyGivesUpTheChunk";
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(DestinationFlaw.LOSES_SOURCE_REJECTS, Set.of(rejected));
        map.put(DestinationFlaw.REPORTS_SOURCE_REJECTS, Set.of(rejected));
        map.put(DestinationFlaw.STORES_REJECTS_AT_ONCE, Set.of(rejected, tooMany));
        map.put(DestinationFlaw.DROPS_UNHOLDABLE_RECORDS, Set.of(aside, tooMany));
        map.put(DestinationFlaw.REJECTS_THE_NEIGHBOURS_TOO, Set.of(aside));
        map.put(DestinationFlaw.DOES_NOT_NAME_REJECTED_ROWS, Set.of(aside));
        map.put(DestinationFlaw.BLAMES_THE_SOURCE, Set.of(aside));
        map.put(DestinationFlaw.SWALLOWS_ONE_REJECT_TOO_MANY, Set.of(tooMany));
        return map;
    }

    private static Map<DestinationFlaw, Set<String>> values() {
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(DestinationFlaw.NULL_BECOMES_EMPTY, Set.of("everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.LOSES_MICROSECONDS, Set.of("everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.LOSES_NAN, Set.of("everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.JOINS_THE_ELEMENTS_OF_A_LIST, Set.of("everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.TAKES_A_TYPE_IT_REFUSES, Set.of("everyTypeComesBackAsItWent"));
        map.put(DestinationFlaw.IGNORES_DESTINATION_TABLE, Set.of("aPayloadMayNameAnotherTable"));
        map.put(DestinationFlaw.DROPS_NEW_FIELDS, Set.of("anExistingTargetIsExtendedByNewFields"));
        map.put(
                DestinationFlaw.KEEPS_THE_LAST_PAYLOAD_ONLY,
                Set.of("landsPayloadsOfOneChunkTogether", "aPayloadMayNameAnotherTable"));
        map.put(
                DestinationFlaw.REPLACES_EARLIER_ROWS,
                Set.of("aSecondInstanceAdds", "anExistingTargetIsExtendedByNewFields"));
        return map;
    }

    /** All but those that only a crash shows, those of a destination that says that it holds back, and those of a staged mode. */
    static Set<DestinationFlaw> flaws() {
        Set<DestinationFlaw> flaws = EnumSet.allOf(DestinationFlaw.class);
        flaws.removeAll(DestinationCrashSuiteTest.SHOWN_BY_A_CRASH);
        flaws.removeAll(Set.of(DestinationFlaw.HOLDS_BACK_BUT_SAYS_DURABLE, DestinationFlaw.HOLDS_BACK_AT_THE_END));
        flaws.removeIf(broken -> !CAUGHT_BY.containsKey(broken)
                && (broken == DestinationFlaw.KNOWS_APPEND_ONLY
                        || DestinationHoldingsSuiteTest.CAUGHT_BY.containsKey(broken)
                        || DestinationEvolutionSuiteTest.CAUGHT_BY.containsKey(broken)
                        || DestinationModeSuitesTest.CAUGHT_BY.containsKey(broken)));
        return flaws;
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void eachFlawIsCaughtByExactlyTheTestsThatAreAboutIt(DestinationFlaw broken) {
        SuiteRun run = run(broken, Declared.NOTHING);
        assertThat(run.failedTests()).as(run.reasons()).isEqualTo(CAUGHT_BY.get(broken));
        assertThat(run.skippedTests()).isEmpty();
    }

    private static SuiteRun run(DestinationFlaw broken, Declared capability) {
        flaw = broken;
        declared = capability;
        return SuiteRun.of(Writing.class, Checkpoints.class);
    }

    @Test
    void aDestinationThatHoldsBackAndSaysSoPasses() {
        SuiteRun run = run(DestinationFlaw.HOLDS_BACK, Declared.HOLDS_BACK);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @Test
    void oneThatHoldsBackMustNotCallItDurableNorHoldBackTheEnd() {
        assertThat(run(DestinationFlaw.HOLDS_BACK_BUT_SAYS_DURABLE, Declared.HOLDS_BACK)
                        .failedTests())
                .containsExactlyInAnyOrder(
                        "uncommittedRowsAreNotSeen",
                        "recordsThatTheSourceRejectedAreStoredInTheSameCommit",
                        "whatWasNotCommittedIsGoneAfterReopening",
                        "anOlderRunCanCommitNothingBehindAYoungerOne",
                        "everyCommitIsRememberedByTheNextRun");
        assertThat(run(DestinationFlaw.HOLDS_BACK_AT_THE_END, Declared.HOLDS_BACK)
                        .failedTests())
                .contains("landsPayloadsOfOneChunkTogether", "finishingPublishingAndForgettingCanBeRepeated");
    }

    @Test
    void whatADestinationSaysThatItHasNotIsSkippedByName() {
        SuiteRun run = run(DestinationFlaw.NONE, Declared.HOLDS_EVERYTHING);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
        assertThat(run.skippedTests())
                .containsExactlyInAnyOrder(
                        "aRecordThatItCannotHoldIsSetAsideAndItsNeighboursLand", "oneRejectTooManyGivesUpTheChunk");
    }

    @Test
    void aRejectThatIsNeitherNamedNorSaidToBeImpossibleIsMissed() {
        assertThat(run(DestinationFlaw.NONE, Declared.NO_UNHOLDABLE_RECORD).failedTests())
                .containsExactlyInAnyOrder(
                        "aRecordThatItCannotHoldIsSetAsideAndItsNeighboursLand", "oneRejectTooManyGivesUpTheChunk");
    }

    /** What the adapter's author says in the suites. */
    enum Declared {
        NOTHING,
        HOLDS_BACK,
        HOLDS_EVERYTHING,
        NO_UNHOLDABLE_RECORD
    }

    static final class Writing extends DestinationWriteSuite {
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
        protected Set<DataType> unsupportedTypes() {
            return Set.of(ReferenceDestination.REFUSED);
        }

        @Override
        protected boolean holdsBack() {
            return declared == Declared.HOLDS_BACK;
        }

        @Override
        protected boolean rejectsRecords() {
            return declared != Declared.HOLDS_EVERYTHING;
        }

        @Override
        protected Map<String, Object> unholdableRecord() {
            return declared == Declared.NO_UNHOLDABLE_RECORD ? super.unholdableRecord() : Map.of("n", 2L, "word", "\0");
        }
    }

    static final class Checkpoints extends DestinationCheckpointSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected boolean holdsBack() {
            return declared == Declared.HOLDS_BACK;
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
}
