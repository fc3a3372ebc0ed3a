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
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite about evolving targets passes a destination that keeps the contract, and catches one that breaks a clause. */
class DestinationEvolutionSuiteTest {

    private static volatile DestinationFlaw flaw = DestinationFlaw.NONE;

    /** Flaws of evolving, each with tests that must fail. Others may fail as well. */
    static final Map<DestinationFlaw, Set<String>> CAUGHT_BY = caughtBy();

    private static Map<DestinationFlaw, Set<String>> caughtBy() {
        String everyMode = "aTargetEvolvesInEveryWriteMode";
        String noOtherMode = "aTargetIsAlteredInNoModeButEvolve";
        Map<DestinationFlaw, Set<String>> map = new EnumMap<>(DestinationFlaw.class);
        map.put(
                DestinationFlaw.TELLS_NO_DIFFERENCE,
                Set.of(
                        "everyDifferenceIsNamedWithItsTypesAndLookingChangesNothing",
                        "aTypeIsWidenedAndNoValueChanges",
                        "aFieldThatItsColumnCannotHoldIsRefusedBeforeAnythingChanges",
                        noOtherMode,
                        everyMode));
        map.put(
                DestinationFlaw.CHANGES_WHAT_IT_COMPARES,
                Set.of("everyDifferenceIsNamedWithItsTypesAndLookingChangesNothing", noOtherMode));
        map.put(
                DestinationFlaw.WIDENS_NOTHING,
                Set.of("aTypeIsWidenedAndNoValueChanges", "preparingAgainChangesNothingMore", everyMode));
        map.put(DestinationFlaw.ALTERS_IN_EVERY_MODE, Set.of(noOtherMode));
        map.put(
                DestinationFlaw.TAKES_AN_UNFIT_FIELD,
                Set.of("aFieldThatItsColumnCannotHoldIsRefusedBeforeAnythingChanges"));
        map.put(
                DestinationFlaw.DROPS_VANISHED_COLUMNS,
                Set.of("aColumnThatVanishesStaysAndIsNullInNewRows", noOtherMode));
        map.put(
                DestinationFlaw.DROPS_NEW_FIELDS,
                Set.of("aNewFieldBecomesAColumnThatIsNullInOldRows", "preparingAgainChangesNothingMore", everyMode));
        return map;
    }

    static Set<DestinationFlaw> broken() {
        return CAUGHT_BY.keySet();
    }

    @Test
    void aDestinationThatEvolvesPasses() {
        flaw = DestinationFlaw.NONE;
        SuiteRun run = SuiteRun.of(Evolving.class);
        assertThat(run.failedTests()).as(run.reasons()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("broken")
    void eachFlawIsCaughtByTheTestsThatAreAboutIt(DestinationFlaw broken) {
        flaw = broken;
        SuiteRun run = SuiteRun.of(Evolving.class);
        assertThat(run.failedTests()).as(run.reasons()).containsAll(CAUGHT_BY.get(broken));
    }

    static final class Evolving extends DestinationEvolutionSuite {
        private final ReferenceStore store = ReferenceStore.inMemory();

        @Override
        protected Set<DataType> unsupportedTypes() {
            return Set.of(ReferenceDestination.REFUSED);
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
