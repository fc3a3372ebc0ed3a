package io.headgate.step;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** Turns what a step threw into one sentence for EXIT_MESSAGE, instead of the stack trace that Spring Batch writes there. */
public final class FailureDescription {

    private FailureDescription() {}

    /** A body that may throw. */
    interface Body {
        void run() throws Exception;
    }

    /** Runs a step's body; afterwards a failed execution carries a sentence, and one that never started is FAILED. */
    static void guard(JobRepository repository, StepExecution execution, Body body) {
        try {
            body.run();
        } catch (Exception e) {
            execution.addFailureException(e);
            execution.setStatus(BatchStatus.FAILED);
            execution.setEndTime(LocalDateTime.now());
        }
        boolean superseded = execution.getFailureExceptions().stream().anyMatch(FailureDescription::isSuperseded);
        if (superseded) {
            execution.setStatus(BatchStatus.FAILED);
        }
        if (execution.getStatus() == BatchStatus.FAILED || execution.getStatus() == BatchStatus.UNKNOWN) {
            execution.setExitStatus(new ExitStatus(execution.getStatus().name(), describe(execution)));
        }
        if (superseded) {
            return; // The row is the successor's by now.
        }
        if (execution.getStatus() != BatchStatus.UNKNOWN) {
            save(repository, execution);
        }
    }

    /** If even this fails the execution counts as running and is settled by the next run. */
    private static void save(JobRepository repository, StepExecution execution) {
        try {
            repository.update(execution);
        } catch (DataAccessException | TransactionException e) {
            execution.setStatus(BatchStatus.UNKNOWN);
            execution.addFailureException(e);
        }
    }

    private static String describe(StepExecution execution) {
        List<Throwable> failures = execution.getFailureExceptions();
        return failures.isEmpty() ? "failed" : describe(failures.get(0));
    }

    /**
     * Whether another process has settled a step of this run in the JobRepository. Only a successor does that, after this process
     * has lost its lease.
     */
    private static boolean isSuperseded(Throwable failure) {
        return chain(failure).stream().anyMatch(OptimisticLockingFailureException.class::isInstance);
    }

    /** The sentence of the innermost exception that was made for users, or else the innermost one's class and message. */
    public static String describe(Throwable failure) {
        HeadgateException meant = meant(failure);
        if (meant != null) {
            return meant.code().name() + ": " + meant.getMessage();
        }
        if (isSuperseded(failure)) {
            return CommonErrorCode.FENCED.name()
                    + ": another process has taken this run over; what this one had landed counts";
        }
        Throwable root = root(failure);
        return root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    /** What the innermost exception says, without the names of classes that the outer ones have around it. */
    public static String reason(Throwable failure) {
        Throwable root = root(failure);
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    private static Throwable root(Throwable failure) {
        List<Throwable> chain = chain(failure);
        return chain.get(chain.size() - 1);
    }

    /** The first exception in the chain that was thrown on purpose, or null. */
    public static @Nullable HeadgateException meant(Throwable failure) {
        for (Throwable cause : chain(failure)) {
            if (cause instanceof HeadgateException meant) {
                return meant;
            }
        }
        return null;
    }

    /** The exception and its causes, outermost first; bounded, because causes may form a ring. */
    public static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 30; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }
}
