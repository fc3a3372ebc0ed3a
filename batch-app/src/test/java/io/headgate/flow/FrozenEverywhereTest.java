package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.test.context.TestPropertySource;

/**
 * A process stands still before any of its transactions in the JobRepository, for longer than its lease, while a successor runs the
 * flow to its end; then it goes on.
 */
@Import(FrozenEverywhereTest.Repository.class)
@TestPropertySource(properties = "headgate.test=frozen")
class FrozenEverywhereTest extends EngineTest {

    @Autowired
    Freeze freeze;

    @ParameterizedTest
    @ValueSource(
            ints = {
                3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50,
                52
            })
    void whatItDoesWhenItWakesUpLandsNothingAgainAndStartsNothing(int connection) {
        DataFlowMappingDefinition definition = numbers(Map.of("count", 60), Map.of("chunk_rows", 20));
        freeze.at(connection, () -> {
            jdbc.sql("UPDATE HEADGATE_LEASE SET LOCK_UNTIL = LOCKED_AT WHERE NAME = ?")
                    .param(flow)
                    .update();
            RunReport successor = engine.run(definition, RunOptions.defaults());
            assertThat(successor.outcome()).as(successor.message()).isEqualTo(RunOutcome.COMPLETED);
        });
        RunReport late = engine.run(definition, RunOptions.defaults());
        freeze.assertPassed();
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(60));
        assertThat(late.outcome()).isNotEqualTo(RunOutcome.STOPPED);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM BATCH_JOB_INSTANCE WHERE JOB_NAME = ?")
                        .param(flow)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    /** Does something before the n-th connection from now is given, once. */
    static final class Freeze {
        private final AtomicInteger left = new AtomicInteger();
        private volatile @Nullable Runnable meanwhile;

        void at(int connection, Runnable action) {
            meanwhile = action;
            left.set(connection);
        }

        /** What happened meanwhile must have happened, and as it should. */
        void assertPassed() {
            assertThat(left.get())
                    .as("connections that were not asked for any more")
                    .isZero();
        }

        /** The successor has a thread of its own, as a process of its own would. */
        void pass() {
            if (left.getAndUpdate(count -> count > 0 ? count - 1 : 0) == 1) {
                CompletableFuture.runAsync(meanwhile).join();
            }
        }
    }

    @TestConfiguration
    static class Repository {

        @Bean
        Freeze freeze() {
            return new Freeze();
        }

        @Bean
        @Primary
        DataSource dataSource(Freeze freeze) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setUrl("jdbc:h2:mem:frozen;DB_CLOSE_DELAY=-1");
            return new AbstractDataSource() {
                @Override
                public java.sql.Connection getConnection() throws SQLException {
                    freeze.pass();
                    return h2.getConnection();
                }

                @Override
                public java.sql.Connection getConnection(String username, String password) throws SQLException {
                    return getConnection();
                }
            };
        }
    }
}
