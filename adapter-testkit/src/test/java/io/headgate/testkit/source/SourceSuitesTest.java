package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.ReferenceSource;
import io.headgate.testkit.reference.SourceFlaw;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source suites pass a source that keeps the contract, and catch one that breaks a single clause, by the right test. */
class SourceSuitesTest {

    private static final Map<SourceFlaw, Set<String>> CAUGHT_BY = caughtBy();

    private static volatile SourceFlaw flaw = SourceFlaw.NONE;

    private static Map<SourceFlaw, Set<String>> caughtBy() {
        String lists = "listsStreamsInAStableOrderAndNoneBeforeConnectOrAfterClose";
        String resumes = "readingOnFromAnyStateGivesExactlyWhatFollowed";
        String union = "theUnionOfThePartitionsIsTheWhole";
        String sizes = "readsTheSameRecordsWhateverTheSizeOfAPayload";
        String schema = "everyBatchHasThePlannedSchema";
        String end = "nothingFollowsTheEndAndACursorMayBeClosedTwice";
        Map<SourceFlaw, Set<String>> map = new EnumMap<>(SourceFlaw.class);
        map.put(SourceFlaw.NONE, Set.of());
        map.put(SourceFlaw.SKIPS_A_RECORD_AFTER_RESUME, Set.of(resumes));
        map.put(SourceFlaw.REPEATS_A_RECORD_AFTER_RESUME, Set.of(resumes));
        map.put(SourceFlaw.PARTITIONS_OVERLAP, Set.of(union));
        map.put(SourceFlaw.PARTITIONS_MISS_A_RECORD, Set.of(union));
        map.put(SourceFlaw.PLAN_LIVES_IN_MEMORY, Set.of("aStoredPlanCanBeReplayedAfterAnotherWasMade"));
        map.put(SourceFlaw.ONE_NAME_FOR_TWO_PARTITIONS, Set.of("partitionsAreNamedOnceAndSmallAsData"));
        map.put(SourceFlaw.SCHEMA_DRIFTS, Set.of(schema));
        map.put(SourceFlaw.BATCH_IGNORES_THE_PLANNED_SCHEMA, Set.of(schema));
        map.put(SourceFlaw.NULL_IN_A_REQUIRED_FIELD, Set.of(schema, "readsEveryRecord"));
        map.put(SourceFlaw.STATE_IS_NO_JSON, Set.of("everyStateComesBackEqualFromJson"));
        map.put(SourceFlaw.NO_STATE_AT_THE_END, Set.of("aPartitionEndsWithAState"));
        map.put(SourceFlaw.NO_STATE_AT_ALL, Set.of("aPartitionEndsWithAState", resumes));
        map.put(
                SourceFlaw.STATE_AFTER_DEPENDS_ON_THE_PARTITIONS,
                Set.of("theStateAfterARunDependsOnlyOnWhatWasStored"));
        map.put(SourceFlaw.METADATA_IS_NO_JSON, Set.of("metadataHoldsJsonValues"));
        map.put(SourceFlaw.STREAMS_BEFORE_CONNECT, Set.of(lists));
        map.put(SourceFlaw.STREAMS_AFTER_CLOSE, Set.of(lists));
        map.put(SourceFlaw.STREAMS_CHANGE_THEIR_ORDER, Set.of(lists));
        map.put(SourceFlaw.IGNORES_ROWS_WANTED, Set.of(sizes));
        map.put(SourceFlaw.LOSES_A_RECORD_IN_SMALL_PAYLOADS, Set.of(sizes, resumes));
        map.put(SourceFlaw.LOSES_REJECTED_RECORDS, Set.of("readsEveryRecord"));
        map.put(SourceFlaw.CHANGES_A_VALUE, Set.of("readsEveryRecord"));
        map.put(SourceFlaw.READS_ONE_RECORD_TWICE_AND_ITS_NEIGHBOUR_NEVER, Set.of("readsEveryRecord"));
        map.put(SourceFlaw.GOES_ON_AFTER_THE_END, Set.of(end));
        map.put(SourceFlaw.CLOSES_ONCE_ONLY, Set.of(end));
        return map;
    }

    @ParameterizedTest
    @EnumSource
    void eachFlawIsCaughtByExactlyTheTestsThatAreAboutIt(SourceFlaw broken) {
        flaw = broken;
        SuiteRun run = SuiteRun.of(Reading.class, Restarting.class, Partitioning.class);
        assertThat(run.failedTests()).as(run.reasons()).isEqualTo(CAUGHT_BY.get(broken));
    }

    static final class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return new ReferenceSource(flaw);
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            return LongStream.rangeClosed(1, ReferenceSource.RECORDS)
                    .filter(n -> n % 7 != 0)
                    .<Map<String, Object>>mapToObj(
                            n -> n % 5 == 0 ? Map.of("n", n) : Map.of("n", n, "word", "word " + n))
                    .toList();
        }

        @Override
        protected int expectedRejects(String stream) {
            return ReferenceSource.RECORDS / 7;
        }
    }

    static final class Restarting extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return new ReferenceSource(flaw);
        }
    }

    static final class Partitioning extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return new ReferenceSource(flaw);
        }
    }
}
