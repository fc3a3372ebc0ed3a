package io.headgate.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/**
 * Creates the tables of the JobRepository and Headgate's own beside them, if they are not there. Several processes may do so at
 * once, and may die on the way: a statement that fails because what it creates is there is passed over, and afterwards what a script
 * creates last must be there.
 */
public final class RepositorySchema {

    private RepositorySchema() {}

    /**
     * @throws IllegalStateException if the database is neither H2 nor PostgreSQL, or the tables cannot be created
     */
    public static void create(DataSource dataSource) {
        try {
            String suffix = suffix(product(dataSource));
            createUnlessThere(
                    dataSource,
                    RepositorySchema::hasLastSequence,
                    "org/springframework/batch/core/schema-" + suffix + ".sql");
            createUnlessThere(
                    dataSource,
                    connection -> hasTable(connection, "HEADGATE_LEASE"),
                    "io/headgate/job/schema-" + suffix + ".sql");
            createUnlessThere(
                    dataSource, connection -> hasTable(connection, "HEADGATE_CHECK"), "io/headgate/job/verdicts.sql");
        } catch (SQLException | MetaDataAccessException e) {
            throw new IllegalStateException("The JobRepository's tables cannot be created: " + e.getMessage(), e);
        }
    }

    static boolean isPostgres(DataSource dataSource) {
        try {
            return suffix(product(dataSource)).equals("postgresql");
        } catch (MetaDataAccessException e) {
            throw new IllegalStateException("The JobRepository cannot be reached: " + e.getMessage(), e);
        }
    }

    private static String product(DataSource dataSource) throws MetaDataAccessException {
        return JdbcUtils.extractDatabaseMetaData(dataSource, metaData -> metaData.getDatabaseProductName());
    }

    private static String suffix(String product) {
        return switch (product) {
            case "H2" -> "h2";
            case "PostgreSQL" -> "postgresql";
            default ->
                throw new IllegalStateException("The JobRepository lives in H2 or PostgreSQL, not in " + product);
        };
    }

    /** Whether what a script creates last is there. */
    private interface Last {
        boolean isThere(Connection connection) throws SQLException;
    }

    private static void createUnlessThere(DataSource dataSource, Last last, String script) throws SQLException {
        if (isThere(dataSource, last)) {
            return;
        }
        ResourceDatabasePopulator populator = new ResourceDatabasePopulator(new ClassPathResource(script));
        populator.setContinueOnError(true);
        populator.execute(dataSource);
        if (!isThere(dataSource, last)) {
            throw new IllegalStateException(
                    "The JobRepository's tables cannot be created; the user needs the right to create tables");
        }
    }

    private static boolean isThere(DataSource dataSource, Last last) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return last.isThere(connection);
        }
    }

    /** The script creates its sequences after its tables: a process that dies in between leaves tables without them. */
    private static boolean hasLastSequence(Connection connection) throws SQLException {
        String sql = "SELECT 1 FROM INFORMATION_SCHEMA.SEQUENCES"
                + " WHERE LOWER(SEQUENCE_NAME) = 'batch_job_instance_seq' AND SEQUENCE_SCHEMA = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, connection.getSchema());
            try (ResultSet sequences = statement.executeQuery()) {
                return sequences.next();
            }
        }
    }

    private static boolean hasTable(Connection connection, String upperCase) throws SQLException {
        String name =
                connection.getMetaData().storesLowerCaseIdentifiers() ? upperCase.toLowerCase(Locale.ROOT) : upperCase;
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(null, connection.getSchema(), name, new String[] {"TABLE", "BASE TABLE"})) {
            return tables.next();
        }
    }
}
