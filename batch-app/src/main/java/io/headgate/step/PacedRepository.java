package io.headgate.step;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The JobRepository as the step of one partition sees it. Of a chunk that the session says nothing about it hears nothing; when the step has
 * ended, well or not, it learns how far the partition got: context, counts and state in one transaction.
 */
final class PacedRepository implements InvocationHandler {

    private final JobRepository repository;
    private final TransactionTemplate transaction;
    private final PartitionSession session;

    private PacedRepository(
            JobRepository repository, PlatformTransactionManager transactions, PartitionSession session) {
        this.repository = repository;
        this.transaction = new TransactionTemplate(transactions);
        this.session = session;
    }

    static JobRepository of(
            JobRepository repository, PlatformTransactionManager transactions, PartitionSession session) {
        return (JobRepository) Proxy.newProxyInstance(
                PacedRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                new PacedRepository(repository, transactions, session));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().startsWith("update")
                && arguments != null
                && arguments[0] instanceof StepExecution execution) {
            if (execution.getEndTime() != null) {
                end(execution);
            } else if (session.isAheadOfRepository()) {
                return null;
            }
        }
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private void end(StepExecution execution) {
        if (session.isAheadOfRepository()) {
            transaction.executeWithoutResult(status -> {
                session.tellEnd();
                repository.updateExecutionContext(execution);
                repository.update(execution);
            });
        }
        session.reportCounts();
    }
}
