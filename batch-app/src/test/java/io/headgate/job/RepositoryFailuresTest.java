package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

/** What is repeated, because the JobRepository was gone, and what is not. */
class RepositoryFailuresTest {

    @Test
    void aDatabaseThatDoesNotAnswerIsGone() {
        assertThat(RepositoryFailures.isRepositoryFailure(new DataAccessResourceFailureException("gone")))
                .isTrue();
        assertThat(RepositoryFailures.isRepositoryFailure(new NonTransientDataAccessResourceException("gone")))
                .isTrue();
        assertThat(RepositoryFailures.isRepositoryFailure(new QueryTimeoutException("slow")))
                .isTrue();
        assertThat(RepositoryFailures.isRepositoryFailure(
                        new UncategorizedSQLException("write", "UPDATE t", new SQLException("disk"))))
                .isTrue();
        assertThat(RepositoryFailures.isRepositoryFailure(
                        new IllegalStateException(new CannotCreateTransactionException("gone"))))
                .isTrue();
    }

    @Test
    void aDatabaseThatRefusesIsThere() {
        assertThat(RepositoryFailures.isRepositoryFailure(
                        new IllegalStateException(new DataIntegrityViolationException("too long"))))
                .isFalse();
        assertThat(RepositoryFailures.isRepositoryFailure(
                        new BadSqlGrammarException("read", "SELECT", new SQLException("no such table"))))
                .isFalse();
    }
}
