package io.headgate.job;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A JobRepository whose last execution of a step is the one that was created last. Spring Batch goes by the time of creation, in local
 * time: when the clock is set back, an execution before would be taken for the last, and with it a checkpoint that is out of date. What
 * it asks for instances and for executions of the whole goes by ids already.
 */
final class LatestSteps implements InvocationHandler {

    private static final String LATEST =
            """
            SELECT MAX(s.STEP_EXECUTION_ID)
            FROM BATCH_STEP_EXECUTION s
            JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
            WHERE e.JOB_INSTANCE_ID = ? AND s.STEP_NAME = ?
            """;

    private final JobRepository repository;
    private final JdbcClient jdbc;

    private LatestSteps(JobRepository repository, DataSource dataSource) {
        this.repository = repository;
        this.jdbc = JdbcClient.create(dataSource);
    }

    static JobRepository of(JobRepository repository, DataSource dataSource) {
        return (JobRepository) Proxy.newProxyInstance(
                LatestSteps.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new LatestSteps(repository, dataSource));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            Object result = method.invoke(repository, arguments);
            return result instanceof StepExecution step && method.getName().equals("getLastStepExecution")
                    ? latest(step)
                    : result;
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private StepExecution latest(StepExecution byTime) {
        var instance = byTime.getJobExecution().getJobInstance();
        String name = byTime.getStepName();
        long id = jdbc.sql(LATEST)
                .params(instance.getId(), name)
                .query(Long.class)
                .single();
        if (byTime.getId() == id) {
            return byTime;
        }
        return repository.getJobExecutions(instance).stream()
                .sorted(Comparator.comparing(JobExecution::getId).reversed())
                .flatMap(execution -> execution.getStepExecutions().stream())
                .filter(step -> step.getId() == id)
                .findFirst()
                .orElse(byTime);
    }
}
