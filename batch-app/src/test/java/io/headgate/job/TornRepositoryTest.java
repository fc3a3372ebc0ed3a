package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.api.state.StateKey;
import io.headgate.state.JdbcStateStorage;
import io.headgate.state.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.store.fs.rec.FilePathRec;
import org.junit.jupiter.api.AfterEach;
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
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Four steps of the embedded JobRepository move states on at the same time, while leases are taken and given back. Whatever the file is at any
 * moment: when it is opened again the states of each step are those that it was left with, as all are of one transaction.
 */
@Timeout(300)
class TornRepositoryTest {

    private static final int STEPS = 4;
    private static final int TIMES = 40;
    /** So many that a commit takes a while. */
    private static final int STATES = 100;

    /** The step's version counts its transactions; the states tell which one they are of. */
    private static final String DIFFERENCES =
            "SELECT s.STEP_NAME || ' was updated ' || s.VERSION || ' times, a state of it is ' || h.STATE"
                    + " FROM BATCH_STEP_EXECUTION s JOIN HEADGATE_STATE h ON h.SOURCE = s.STEP_NAME"
                    + " WHERE h.STATE <> '{\"n\":' || s.VERSION || '}'"
                    + " UNION ALL SELECT SOURCE || ' has ' || COUNT(*) || ' states' FROM HEADGATE_STATE GROUP BY SOURCE"
                    + " HAVING COUNT(*) <> " + STATES;

    @TempDir
    Path folder;

    private final AtomicInteger images = new AtomicInteger();
    private final Queue<String> torn = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stopWatching() {
        FilePathRec.setRecorder(null);
    }

    @Test
    void eachMomentHasWholeTransactionsOnly() throws Exception {
        FilePathRec.register();
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:rec:" + folder.resolve("data") + ";WRITE_DELAY=0");
            pool.setUsername("sa");
            DataSource database = new LazyConnectionDataSourceProxy(new OneWriter(pool, folder));
            RepositorySchema.create(database);
            moveOn(database);
            stopWatching();
        }
        assertThat(images).hasValueGreaterThan(STEPS * TIMES / 2);
        assertThat(torn).isEmpty();
    }

    /** After each write, of which H2 does one at a time: opens the file as it would be found. */
    private void look() {
        String name = "image" + images.incrementAndGet();
        Path file = folder.resolve(name + ".mv.db");
        try {
            Files.copy(folder.resolve("data.mv.db"), file);
            JdbcClient found = JdbcClient.create(new DriverManagerDataSource(
                    "jdbc:h2:file:" + folder.resolve(name) + ";MAX_COMPACT_TIME=0", "sa", ""));
            found.sql(DIFFERENCES).query(String.class).list().forEach(row -> torn.add(name + ": " + row));
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void moveOn(DataSource database) throws Exception {
        JobRepository repository = OneWriter.inFrontOf(TestRepositories.on(database), database);
        JobExecution job = repository.createJobExecution(
                repository.createJobInstance("job", new JobParameters()), new JobParameters(), new ExecutionContext());
        FlowLeases leases = new FlowLeases(database);
        ExecutorService threads = Executors.newFixedThreadPool(STEPS + 1);
        try {
            List<Future<?>> writers = new ArrayList<>();
            List<StepExecution> steps = new ArrayList<>();
            for (int i = 0; i < STEPS; i++) {
                steps.add(repository.createStepExecution("s" + i, job));
            }
            FilePathRec.setRecorder((operation, file, bytes, position) -> look());
            steps.forEach(step -> writers.add(threads.submit(() -> moveOn(database, repository, step))));
            writers.add(threads.submit(() -> renew(leases)));
            for (Future<?> writer : writers) {
                writer.get(200, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void moveOn(DataSource database, JobRepository repository, StepExecution step) {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        JdbcStateStorage states = new JdbcStateStorage(database);
        for (int n = 1; n <= TIMES; n++) {
            int time = n;
            transaction.executeWithoutResult(status -> {
                for (int i = 0; i < STATES; i++) {
                    states.write(
                            new StateKey("flow", step.getStepName(), StateKey.Kind.STREAM, "" + i), Map.of("n", time));
                }
                step.getExecutionContext().putLong("n", time);
                repository.updateExecutionContext(step);
                repository.update(step);
            });
        }
    }

    private static void renew(FlowLeases leases) {
        for (int n = 1; n <= TIMES; n++) {
            leases.acquire("flow", new StopSignal()).orElseThrow().close();
        }
    }
}
