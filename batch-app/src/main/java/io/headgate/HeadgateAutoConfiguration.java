package io.headgate;

import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.BatchFlowEngine;
import io.headgate.flow.FlowEngine;
import io.headgate.job.EmbeddedRepository;
import io.headgate.job.FlowJobRunner;
import io.headgate.job.RepositorySchema;
import io.headgate.state.StateStorageFactory;
import io.headgate.state.StateStorageSettings;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Puts a {@link FlowEngine} into a Spring Boot application that has a JobRepository in H2 or PostgreSQL, on the same database and
 * transactions.
 */
@AutoConfiguration(afterName = "org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration")
@ConditionalOnBean({JobRepository.class, DataSource.class, PlatformTransactionManager.class})
public class HeadgateAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    AdapterRegistry headgateAdapters() {
        return new AdapterRegistry(Path.of("plugins"));
    }

    @Bean
    @ConditionalOnMissingBean
    StateStorageSettings headgateStateStorage() {
        return StateStorageSettings.defaults();
    }

    @Bean
    @ConditionalOnMissingBean
    FlowEngine headgateEngine(
            AdapterRegistry adapters,
            JobRepository repository,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            StateStorageSettings settings,
            Environment environment) {
        RepositorySchema.create(dataSource);
        Path home = EmbeddedRepository.home(environment.getProperty("HEADGATE_HOME"));
        return new BatchFlowEngine(
                adapters,
                new FlowJobRunner(repository, transactions, dataSource),
                StateStorageFactory.create(settings, home, dataSource),
                home);
    }

    /**
     * Stops the flows when the application is asked to end, before anything they need is closed: first of all phases, and waiting
     * for as long as a chunk takes.
     */
    @Bean
    SmartLifecycle headgateShutdown(FlowEngine engine) {
        return new EngineLifecycle(engine);
    }

    private static final class EngineLifecycle implements SmartLifecycle {
        private final FlowEngine engine;
        private volatile boolean running;

        EngineLifecycle(FlowEngine engine) {
            this.engine = engine;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            engine.stop();
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return Integer.MAX_VALUE;
        }
    }
}
