package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StreamState;
import io.headgate.fake.Faults;
import io.headgate.job.FlowJobRunner;
import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import io.headgate.state.StateStorageFactory;
import io.headgate.state.StateStorageSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A process stands still right before it reads the state from a file or stores it there, after a commit in the destination, for
 * longer than its lease; a successor completes the run and lands another one; then the first goes on.
 */
@Timeout(120)
class FrozenBeforeStateTest extends EngineTest {

    @TempDir
    Path home;

    @Autowired
    AdapterRegistry adapters;

    @Autowired
    DataSource database;

    @Autowired
    JobRepository repository;

    @Autowired
    PlatformTransactionManager transactions;

    private IDataSourceStateStorage open(StateStorageSettings.Kind kind) {
        return StateStorageFactory.create(new StateStorageSettings(kind, null), home, database);
    }

    private FlowEngine engineWith(IDataSourceStateStorage storage) {
        return new BatchFlowEngine(adapters, new FlowJobRunner(repository, transactions, database), storage, home);
    }

    private DataFlowMappingDefinition upTo(int count) {
        return numbers(Map.of("count", count), Map.of("chunk_rows", 20, "repository_seconds", 0));
    }

    private static void complete(FlowEngine engine, DataFlowMappingDefinition definition) {
        RunReport report = engine.run(definition, RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
    }

    private void loseTheLease() {
        jdbc.sql("UPDATE HEADGATE_LEASE SET LOCK_UNTIL = LOCKED_AT WHERE NAME = ?")
                .param(flow)
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "FILE, 1",
        "FILE, 2",
        "FILE, 3",
        "FILE, 4",
        "FILE, 5",
        "FILE, 6",
        "FILE, 7",
        "PROPERTIES, 1",
        "PROPERTIES, 3",
        "PROPERTIES, 4",
        "PROPERTIES, 5",
        "PROPERTIES, 7"
    })
    void doesNotSetTheStateBackBehindItsSuccessor(StateStorageSettings.Kind kind, int access) {
        FlowEngine others = engineWith(open(kind));
        Freezing storage = new Freezing(open(kind), access, () -> {
            loseTheLease();
            complete(others, upTo(60));
            complete(others, upTo(100));
        });
        RunReport late = engineWith(storage).run(upTo(60), RunOptions.defaults());
        assertThat(storage.accesses.get()).as("accesses until it was refused").isGreaterThanOrEqualTo(access);
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
        // Before its job has begun it finds all steps done.
        assertThat(late.outcome())
                .as(late.toString())
                .isEqualTo(access == 1 ? RunOutcome.COMPLETED : RunOutcome.TAKEN_OVER);
        StateKey key = new StateKey(flow, "numbers", StateKey.Kind.STREAM, "numbers_0");
        assertThat(new StreamState(open(kind).read(key))).isEqualTo(StreamState.of("n", 100));

        complete(others, upTo(100));
        assertThat(landed("numbers_0")).as("nothing is read again").containsExactlyInAnyOrder(numbersTo(100));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMORY")
    void neitherWhereItsStepHasFailedAndIsStored(StateStorageSettings.Kind kind) {
        Map<String, Object> once = Map.of("chunk_rows", 20, "repository_seconds", 3600);
        DataFlowMappingDefinition to60 = numbers(Map.of("count", 60, "fail_at", 55), once);
        FlowEngine others = engineWith(open(kind));
        // Three times it is read, once it is stored with the first chunk; of the second one the end of the step tells.
        Freezing storage = new Freezing(open(kind), 5, () -> {
            Faults.failing(false);
            loseTheLease();
            complete(others, to60);
            complete(others, upTo(100));
        });
        Faults.failing(true);
        RunReport late = engineWith(storage).run(to60, RunOptions.defaults());

        assertThat(storage.accesses.get()).isGreaterThanOrEqualTo(5);
        assertThat(late.outcome()).as(late.toString()).isEqualTo(RunOutcome.TAKEN_OVER);
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(100));
        StateKey key = new StateKey(flow, "numbers", StateKey.Kind.STREAM, "numbers_0");
        assertThat(new StreamState(open(kind).read(key))).isEqualTo(StreamState.of("n", 100));
    }

    /** Does something before the state is read or written for the n-th time, once. */
    private static final class Freezing implements IDataSourceStateStorage {
        private final IDataSourceStateStorage storage;
        private final int at;
        private final Runnable meanwhile;
        private final AtomicInteger accesses = new AtomicInteger();

        Freezing(IDataSourceStateStorage storage, int at, Runnable meanwhile) {
            this.storage = storage;
            this.at = at;
            this.meanwhile = meanwhile;
        }

        /** The successor has a thread of its own, as a process of its own would. */
        private void pass() {
            if (accesses.incrementAndGet() == at) {
                CompletableFuture.runAsync(meanwhile).join();
            }
        }

        @Override
        public Map<String, @Nullable Object> read(StateKey key) {
            pass();
            return storage.read(key);
        }

        @Override
        public void write(StateKey key, Map<String, @Nullable Object> state) {
            pass();
            storage.write(key, state);
        }

        @Override
        public boolean replace(
                StateKey key, Map<String, @Nullable Object> expected, Map<String, @Nullable Object> state) {
            pass();
            return storage.replace(key, expected, state);
        }

        @Override
        public void delete(StateKey key) {
            storage.delete(key);
        }

        @Override
        public List<StateKey> list(String flow) {
            return storage.list(flow);
        }
    }
}
