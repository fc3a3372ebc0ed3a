package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.SuiteRun;
import io.headgate.testkit.reference.DestinationFlaw;
import io.headgate.testkit.reference.ReferenceChild;
import io.headgate.testkit.reference.ReferenceDestination;
import io.headgate.testkit.reference.ReferenceStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/** The crash suite passes a destination that is atomic, and catches one whose rows and checkpoint are not one. */
class DestinationCrashSuiteTest {

    static final Set<DestinationFlaw> SHOWN_BY_A_CRASH = Set.of(
            DestinationFlaw.ROWS_FIRST_THEN_CHECKPOINT,
            DestinationFlaw.CHECKPOINT_FIRST_THEN_ROWS,
            DestinationFlaw.REJECTS_AFTER_THE_COMMIT);

    private static final List<String> ALL_POINTS = List.of(
            "reference.prepare.begun",
            "reference.prepare.done",
            "reference.open.done:2",
            "reference.commit.begun",
            "reference.commit.between:7",
            "reference.commit.done:40",
            "reference.publish.done",
            "reference.forget.done");

    private static volatile DestinationFlaw flaw = DestinationFlaw.NONE;
    private static volatile List<String> points = ALL_POINTS;

    static Set<DestinationFlaw> brokenOnes() {
        return SHOWN_BY_A_CRASH;
    }

    @Test
    void anAtomicDestinationPasses() {
        flaw = DestinationFlaw.NONE;
        points = ALL_POINTS;
        SuiteRun run = SuiteRun.of(Crashing.class);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @Test
    void aDestinationThatHoldsBackPasses() {
        flaw = DestinationFlaw.HOLDS_BACK;
        points = List.of("reference.commit.between:7");
        SuiteRun run = SuiteRun.of(deathsAtFaultPoints());
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("brokenOnes")
    void aDestinationThatIsNotAtomicIsCaught(DestinationFlaw broken) {
        flaw = broken;
        points = List.of("reference.commit.between:7");
        assertThat(SuiteRun.of(deathsAtFaultPoints()).failedTests()).isNotEmpty();
    }

    @Test
    void aFaultPointThatIsNeverReachedIsCaught() {
        flaw = DestinationFlaw.NONE;
        points = List.of("reference.no.such.point");
        assertThat(SuiteRun.of(deathsAtFaultPoints()).reasons()).contains("a process dies at reference.no.such.point");
    }

    private static DiscoverySelector deathsAtFaultPoints() {
        return DiscoverySelectors.selectMethod(Crashing.class, "everyRecordIsThereOnceAfterADeathAt");
    }

    static final class Crashing extends DestinationCrashSuite {
        @TempDir
        Path folder;

        private ReferenceStore store() {
            return ReferenceStore.in(folder.resolve("store"));
        }

        @Override
        protected List<String> faultPoints() {
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
