package io.headgate.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcUtils;

/**
 * Creates the tables of the JobRepository and Headgate's own beside them, if they are not there. Several processes may do so at
 * once: a statement that fails because another process was first is passed over, and afterwards the last table must be there.
 */
public final class RepositorySchema {

    private RepositorySchema() {}

    /**
     * @throws IllegalStateException if the database is neither H2 nor PostgreSQL, or the tables cannot be created
     */
    public static void create(DataSource dataSource) {
        try {
            String product =
                    JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> metaData.getDatabaseProductName());
            String suffix = suffix(product);
            createUnlessThere(
                    dataSource,
                    "BATCH_JOB_EXECUTION_CONTEXT",
                    "org/springframework/batch/core/schema-" + suffix + ".sql");
            createUnlessThere(dataSource, "HEADGATE_LEASE", "io/headgate/job/schema-" + suffix + ".sql");
        } catch (SQLException | org.springframework.jdbc.support.MetaDataAccessException e) {
            throw new IllegalStateException("The JobRepository's tables cannot be created: " + e.getMessage(), e);
        }
    }

    private static String suffix(String product) {
        return switch (product) {
            case "H2" -> "h2";
            case "PostgreSQL" -> "postgresql";
            default ->
                throw new IllegalStateException("The JobRepository lives in H2 or PostgreSQL, not in " + product);
        };
    }

    private static void createUnlessThere(DataSource dataSource, String lastTable, String script) throws SQLException {
        if (exists(dataSource, lastTable)) {
            return;
        }
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ClassPathResource(script));
        populator.setContinueOnError(true);
        populator.execute(dataSource);
        if (!exists(dataSource, lastTable)) {
            throw new IllegalStateException(
                    "The JobRepository's tables cannot be created; the user needs the right to create tables");
        }
    }

    private static boolean exists(DataSource dataSource, String table) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            String name = connection.getMetaData().storesLowerCaseIdentifiers()
                    ? table.toLowerCase(java.util.Locale.ROOT)
                    : table;
            try (ResultSet tables = connection
                    .getMetaData()
                    .getTables(null, connection.getSchema(), name, new String[] {"TABLE", "BASE TABLE"})) {
                return tables.next();
            }
        }
    }
}
