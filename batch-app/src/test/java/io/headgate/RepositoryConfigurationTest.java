package io.headgate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.state.TestDatabases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class RepositoryConfigurationTest {

    private final ApplicationContextRunner program =
            new ApplicationContextRunner().withUserConfiguration(RepositoryConfiguration.class);

    @Test
    void anEmptyAddressIsRefusedInsteadOfTakenForADatabaseInMemory() {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl("");
        assertThatThrownBy(() -> new RepositoryConfiguration().repositoryPool(properties))
                .hasMessageContaining("SPRING_DATASOURCE_URL is set, but empty");
    }

    @Test
    void theSettingsOfThePoolAreThoseOfThePoolThatIsUsedAndItIsClosed() throws Exception {
        HikariDataSource[] used = new HikariDataSource[1];
        program.withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:pool;DB_CLOSE_DELAY=-1",
                        "spring.datasource.hikari.maximum-pool-size=7")
                .run(context -> {
                    used[0] = context.getBean(DataSource.class).unwrap(HikariDataSource.class);
                    assertThat(used[0].getMaximumPoolSize()).isEqualTo(7);
                });
        assertThat(used[0].isClosed()).isTrue();
    }

    @Test
    void onPostgresqlTheServerEndsATransactionThatAFrozenProcessHasLeftOpen() {
        program.withPropertyValues(
                        "spring.datasource.url=" + TestDatabases.newPostgresUrl(),
                        "spring.datasource.username=postgres")
                .run(context -> assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                                .queryForObject("SHOW idle_in_transaction_session_timeout", String.class))
                        .isEqualTo("30s"));
    }
}
