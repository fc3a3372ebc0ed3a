package io.headgate.job;

import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** Spring Batch's JobRepository on a database that has its tables. */
final class TestRepositories {

    private TestRepositories() {}

    static JobRepository on(DataSource database) throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database);
        factory.setTransactionManager(new DataSourceTransactionManager(database));
        factory.afterPropertiesSet();
        return factory.getObject();
    }
}
