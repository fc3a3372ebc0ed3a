package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** State in the JobRepository's database, within its transactions. */
@Timeout(60)
class JdbcStateStorageTest {

    private static final StateKey KEY = new StateKey("flow", "source", Kind.OTHER, "token");

    private static TransactionTemplate transaction(DataSource database) {
        return new TransactionTemplate(new DataSourceTransactionManager(database));
    }

    private static void commitsAndRollsBackWithItsTransaction(DataSource database) {
        JdbcStateStorage storage = new JdbcStateStorage(database);
        storage.write(KEY, Map.of("n", 1));
        transaction(database).executeWithoutResult(status -> {
            storage.write(KEY, Map.of("n", 2));
            assertThat(storage.read(KEY)).containsEntry("n", 2);
            status.setRollbackOnly();
        });
        assertThat(storage.read(KEY)).containsEntry("n", 1);
        transaction(database).executeWithoutResult(status -> storage.write(KEY, Map.of("n", 3)));
        assertThat(storage.read(KEY)).containsEntry("n", 3);
    }

    @Test
    void commitsAndRollsBackWithItsTransactionOnH2() {
        commitsAndRollsBackWithItsTransaction(TestDatabases.h2());
    }

    @Test
    void commitsAndRollsBackWithItsTransactionOnPostgreSql() {
        commitsAndRollsBackWithItsTransaction(TestDatabases.postgres());
    }

    /** Two partitions whose chunks end at the same time, both with something new from the adapter. */
    private static void twoTransactionsThatCreateTheSameEntryBothCommit(DataSource database, String waiting)
            throws InterruptedException {
        JdbcStateStorage storage = new JdbcStateStorage(database);
        JdbcClient jdbc = JdbcClient.create(database);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread second = new Thread(
                () -> transaction(database).executeWithoutResult(ignored -> storage.write(KEY, Map.of("n", 2))));
        second.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        transaction(database).executeWithoutResult(status -> {
            storage.write(KEY, Map.of("n", 1));
            second.start();
            while (second.isAlive() && jdbc.sql(waiting).query(Long.class).single() == 0) {
                Thread.onSpinWait();
            }
        });
        second.join();
        assertThat(failure).hasNullValue();
        assertThat(storage.read(KEY)).isEqualTo(Map.of("n", 2));
    }

    @Test
    void twoTransactionsThatCreateTheSameEntryBothCommitOnH2() throws InterruptedException {
        twoTransactionsThatCreateTheSameEntryBothCommit(
                TestDatabases.h2(),
                "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SESSIONS"
                        + " WHERE EXECUTING_STATEMENT LIKE 'INSERT INTO HEADGATE_STATE%'");
    }

    @Test
    void twoTransactionsThatCreateTheSameEntryBothCommitOnPostgreSql() throws InterruptedException {
        twoTransactionsThatCreateTheSameEntryBothCommit(
                TestDatabases.postgres(), "SELECT COUNT(*) FROM pg_locks WHERE NOT granted");
    }
}
