package io.headgate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

class RepositoryConfigurationTest {

    @Test
    void anEmptyAddressIsRefusedInsteadOfTakenForADatabaseInMemory() {
        DataSourceProperties properties = new DataSourceProperties();
        properties.setUrl("");
        assertThatThrownBy(() -> new RepositoryConfiguration().dataSource(properties))
                .hasMessageContaining("SPRING_DATASOURCE_URL is set, but empty");
    }
}
