package io.headgate;

import com.zaxxer.hikari.HikariDataSource;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.job.EmbeddedRepository;
import io.headgate.job.OneWriter;
import io.headgate.job.RepositorySchema;
import io.headgate.job.RepositorySession;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.util.ClassUtils;

/**
 * The JobRepository and its database in the stand-alone program. Boot's auto-configurations are named here one by one: looking
 * through all that are on the class path, and setting up what the program never asks for, was a third of the time to start.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DataSourceProperties.class)
class RepositoryConfiguration {

    /**
     * The auto-configurations that the program needs, in their order. Sources of the application and not imports, which Spring would
     * know by name only and read the class files of.
     */
    static final List<Class<?>> NEEDED = List.of(
            LifecycleAutoConfiguration.class,
            TransactionManagerCustomizationAutoConfiguration.class,
            DataSourceTransactionManagerAutoConfiguration.class,
            BatchJdbcAutoConfiguration.class,
            HeadgateAutoConfiguration.class);

    private static final String POOL = "repositoryPool";

    /** A bean of its own, so that the settings are bound to it and it is closed. */
    @Bean(name = POOL, defaultCandidate = false)
    @ConfigurationProperties("spring.datasource.hikari")
    HikariDataSource repositoryPool(DataSourceProperties properties) {
        if (properties.getUrl() == null || properties.getUrl().isBlank()) {
            // Spring would take a database in memory, and all that a rerun needs would end with the process.
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "SPRING_DATASOURCE_URL is set, but empty. Give the JobRepository's address, or unset it to have the"
                            + " embedded one");
        }
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(new OneDriver(properties));
        pool.setConnectionInitSql(RepositorySession.initSql(properties.getUrl()));
        return pool;
    }

    /** The pool's own way asks for all drivers, and to load those of databases that no flow uses takes longer than the database. */
    private static final class OneDriver extends SimpleDriverDataSource {

        OneDriver(DataSourceProperties properties) {
            super(
                    BeanUtils.instantiateClass(ClassUtils.resolveClassName(
                                    properties.determineDriverClassName(), OneDriver.class.getClassLoader())
                            .asSubclass(Driver.class)),
                    properties.determineUrl(),
                    credentials(properties));
        }

        private static Properties credentials(DataSourceProperties properties) {
            Properties credentials = new Properties();
            String username = properties.determineUsername();
            String password = properties.determinePassword();
            if (username != null) {
                credentials.setProperty("user", username);
            }
            if (password != null) {
                credentials.setProperty("password", password);
            }
            return credentials;
        }

        /** As the pool does it with a driver. */
        @Override
        public void setLoginTimeout(int seconds) {
            DriverManager.setLoginTimeout(seconds);
        }
    }

    /**
     * Connections are taken at a transaction's first statement. A chunk's transaction spans reading and writing, but its statements
     * come at the end: so a connection is held for milliseconds, few are needed, and an embedded repository whose server has ended
     * meanwhile is reached through a new one.
     */
    @Bean
    @Primary
    DataSource dataSource(
            @Qualifier(POOL) HikariDataSource pool, DataSourceProperties properties, Environment environment) {
        DataSource connections = isEmbedded(properties.determineUrl())
                ? new OneWriter(pool, EmbeddedRepository.home(environment.getProperty("HEADGATE_HOME")))
                : pool;
        RepositorySchema.create(connections);
        return new LazyConnectionDataSourceProxy(connections);
    }

    /** In a file, with or without a server in front of it. */
    private static boolean isEmbedded(String url) {
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:mem:");
    }

    /** Readable JSON instead of serialized Java objects, so that the history can be queried. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }
}
