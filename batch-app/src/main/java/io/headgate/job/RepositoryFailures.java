package io.headgate.job;

import io.headgate.api.error.HeadgateException;
import io.headgate.step.FailureDescription;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Tells a JobRepository that went away from everything else that can fail. It does go away: the embedded one is served by the first
 * process that opened it, and when that ends, the next one takes over.
 */
final class RepositoryFailures {

    private RepositoryFailures() {}

    static boolean isCauseOf(JobExecution execution) {
        List<Throwable> failures = new ArrayList<>(execution.getFailureExceptions());
        execution.getStepExecutions().forEach(step -> failures.addAll(step.getFailureExceptions()));
        return failures.stream().anyMatch(RepositoryFailures::isRepositoryFailure);
    }

    /** Only the JobRepository and its neighbours use Spring's JDBC; adapters throw HeadgateException. */
    static boolean isRepositoryFailure(Throwable failure) {
        List<Throwable> chain = FailureDescription.chain(failure);
        return chain.stream().noneMatch(HeadgateException.class::isInstance)
                && chain.stream().noneMatch(OptimisticLockingFailureException.class::isInstance)
                && chain.stream().noneMatch(RepositoryFailures::isRefusal)
                && chain.stream()
                        .anyMatch(
                                cause -> cause instanceof DataAccessException || cause instanceof TransactionException);
    }

    /** The database has answered, and will answer the same again: such as that a value is too long for its column. */
    private static boolean isRefusal(Throwable cause) {
        return cause instanceof NonTransientDataAccessException
                && !(cause instanceof NonTransientDataAccessResourceException)
                && !(cause instanceof UncategorizedDataAccessException);
    }
}
