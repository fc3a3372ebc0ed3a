package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.testkit.AdapterConfigSuite;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JdbcConfigTest extends AdapterConfigSuite {

    @Override
    protected Class<?> service() {
        return IDataSourceFactory.class;
    }

    @Override
    protected Class<?> factory() {
        return PostgresSourceFactory.class;
    }

    @Override
    protected Class<? extends Record> configType() {
        return JdbcSourceConfig.class;
    }

    @Override
    protected Record defaults() {
        return new JdbcSourceConfig(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                List.of(),
                null,
                List.of(),
                null,
                null,
                null,
                null,
                true,
                Duration.ofSeconds(20),
                "decimal(38,10)",
                50_000,
                10_000);
    }

    @Test
    void each_database_is_found_by_its_name() {
        assertThat(ServiceLoader.load(IDataSourceFactory.class).stream()
                        .map(provider -> provider.get().name()))
                .contains("postgresql", "mysql", "sqlite", "oracle", "mssql", "jdbc");
    }

    private static void assertRefused(
            IDataSourceFactory<JdbcSourceConfig> factory, Map<String, ?> config, String text) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Sources.of(factory, config))
                .withMessageContaining(text);
    }

    @Test
    void what_does_not_go_together_is_refused() {
        PostgresSourceFactory postgres = new PostgresSourceFactory();
        assertRefused(postgres, Map.of(), "database: is required");
        assertRefused(postgres, Map.of("url", "jdbc:postgresql://h/d", "host", "h"), "host: stands beside url");
        assertRefused(postgres, Map.of("url", "postgres://h/d"), "begins with jdbc:");
        assertRefused(postgres, Map.of("database", "d", "query", "SELECT 1 AS a"), "key: is required with a query");
        assertRefused(
                postgres, Map.of("database", "d", "query", "SELECT 1", "key", "a", "tables", "t"), "beside tables");
        assertRefused(postgres, Map.of("database", "d", "lookback", "1h"), "lookback: needs cursor_column");
        assertRefused(postgres, Map.of("database", "d", "numeric", "date"), "numeric: is decimal(p,s)");
        assertRefused(postgres, Map.of("url", "jdbc:postgresql://h/d?password=x"), "url: holds a password");
        assertRefused(new OracleSourceFactory(), Map.of("url", "jdbc:oracle:thin:me/x@//h:1/s"), "holds a password");
        assertRefused(new JdbcSourceFactory(), Map.of("database", "d"), "url: is required");
        assertRefused(new SqliteSourceFactory(), Map.of("database", "d", "port", 1), "port: means nothing here");
    }

    @Test
    void no_secret_is_shown() {
        Map<String, Object> config = new HashMap<>();
        config.put("url", "jdbc:postgresql://h/d?password=hidden-one");
        config.put("password", "hidden-two");
        config.put("properties", Map.of("sslpassword", "hidden-three"));
        assertThat(ConfigBinder.bind(JdbcSourceConfig.class, config).toString()).doesNotContain("hidden");
        assertThat(new SourceUrl("jdbc:oracle:thin:scott/hidden-four@//h:1521/s").toString())
                .doesNotContain("hidden")
                .contains("h:1521");
        assertThat(new SourceUrl("jdbc:mysql://me:hidden-five@h/d?x=1").toString())
                .doesNotContain("hidden");
        assertThat(new SourceUrl("jdbc:sqlserver://h;databaseName=d;password=hidden-six").secrets())
                .contains("hidden-six");
    }
}
