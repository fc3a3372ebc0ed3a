package io.headgate.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.job.RunOutcome;
import io.headgate.job.RunReport;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.test.context.TestPropertySource;

/** The JobRepository goes away once, at any of a run's transactions, and comes back: the run goes on by itself. */
@Import(VanishingRepositoryTest.Repository.class)
@TestPropertySource(properties = "headgate.test=vanishing")
class VanishingRepositoryTest extends EngineTest {

    @Autowired
    Outage outage;

    @ParameterizedTest
    @ValueSource(ints = {4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 34, 37, 40, 43, 46, 49, 52, 55, 58})
    void theRunGoesOnAndLandsEveryRecordOnce(int connection) {
        outage.at(connection);
        RunReport report =
                engine.run(numbers(Map.of("count", 60, "parts", 2), Map.of("chunk_rows", 20)), RunOptions.defaults());
        assertThat(report.outcome()).as(report.message()).isEqualTo(RunOutcome.COMPLETED);
        assertThat(landed("numbers_0")).containsExactlyInAnyOrder(numbersTo(60));
        assertThat(report.run()).isEqualTo("1");
        assertThat(engine.runs(flow, 5).get(0).status()).isEqualTo("COMPLETED");
    }

    /** Refuses the n-th connection from now, once. */
    static final class Outage {
        private final AtomicInteger left = new AtomicInteger();

        void at(int connection) {
            left.set(connection);
        }

        void pass() throws SQLException {
            if (left.getAndUpdate(count -> count > 0 ? count - 1 : 0) == 1) {
                throw new SQLNonTransientConnectionException("Connection is broken", "90067");
            }
        }
    }

    @TestConfiguration
    static class Repository {

        @Bean
        Outage outage() {
            return new Outage();
        }

        @Bean
        @Primary
        DataSource dataSource(Outage outage) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setUrl("jdbc:h2:mem:vanishing;DB_CLOSE_DELAY=-1");
            return new AbstractDataSource() {
                @Override
                public java.sql.Connection getConnection() throws SQLException {
                    outage.pass();
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
