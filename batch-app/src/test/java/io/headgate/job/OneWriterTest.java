package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OneWriterTest {

    @TempDir
    Path home;

    private WritersTurn turn;
    private DataSource database;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;

    @BeforeEach
    void createTable() {
        turn = new WritersTurn(home.resolve("writer"), Duration.ofSeconds(60));
        database = new LazyConnectionDataSourceProxy(new OneWriter(
                new DriverManagerDataSource("jdbc:h2:mem:writers" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", ""),
                turn));
        jdbc = JdbcClient.create(database);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        jdbc.sql("CREATE TABLE T (N INT)").update();
    }

    private void insert(int n) {
        jdbc.sql("INSERT INTO T VALUES (?)").param(n).update();
    }

    private long count() {
        return jdbc.sql("SELECT COUNT(*) FROM T").query(Long.class).single();
    }

    @Test
    void aTransactionThatWritesWaitsForTheEndOfAnother() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> other = transaction.execute(status -> {
            insert(1);
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
                assertThat(count()).as("a query does not wait").isZero();
                begun.countDown();
                insert(2);
            });
            await(begun);
            assertThat(second).isNotDone();
            insert(3);
            assertThat(second).isNotDone();
            return second;
        });
        other.get(30, TimeUnit.SECONDS);
        assertThat(count()).isEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneThatHasOnlyReadKeepsNobodyWaiting() {
        transaction.executeWithoutResult(status -> {
            assertThat(count()).isZero();
            CompletableFuture.runAsync(() -> insert(1))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        });
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void oneWithinAnotherOfTheSameThreadGoesOn() {
        TransactionTemplate inner = new TransactionTemplate(new DataSourceTransactionManager(database));
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        transaction.executeWithoutResult(status -> {
            insert(1);
            inner.executeWithoutResult(within -> insert(2));
            insert(3);
        });
        CompletableFuture.runAsync(() -> insert(4))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void itsEndEndsTheTurnHoweverItEnds() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO T VALUES (1)");
            connection.rollback();
            CompletableFuture.runAsync(() -> insert(2))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
        assertThat(count()).isEqualTo(1);
    }

    /** Spring Batch updates a step under a lock of its own: who waits for the turn must not have that. */
    @Test
    void theJobRepositoryTakesItsTurnBeforeItsOwnLocks() throws Exception {
        RepositorySchema.create(database);
        JobRepository repository = OneWriter.inFrontOf(TestRepositories.on(database), database);
        JobExecution job = repository.createJobExecution(
                repository.createJobInstance("job", new JobParameters()), new JobParameters(), new ExecutionContext());
        StepExecution first = repository.createStepExecution("first", job);
        StepExecution second = repository.createStepExecution("second", job);
        CompletableFuture<Void> other = transaction.execute(status -> {
            insert(1);
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> repository.update(second));
            while (!turn.isAwaited()) {
                Thread.onSpinWait();
            }
            repository.update(first);
            assertThat(waiting).isNotDone();
            return waiting;
        });
        other.get(30, TimeUnit.SECONDS);
        assertThat(first.getVersion()).isEqualTo(second.getVersion()).isEqualTo(1);
    }

    @Test
    void aDatabaseWithoutTurnsKeepsItsJobRepositoryAsItIs() throws Exception {
        DataSource other = new DriverManagerDataSource("jdbc:h2:mem:");
        JobRepository repository = TestRepositories.on(other);
        assertThat(OneWriter.inFrontOf(repository, other)).isSameAs(repository);
    }
}
