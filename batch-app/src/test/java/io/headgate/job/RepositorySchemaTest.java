package io.headgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.state.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The tables of a JobRepository whose creation was interrupted. */
class RepositorySchemaTest {

    private static final List<String> NAMES = List.of(
            "batch_job_execution",
            "batch_job_execution_context",
            "batch_job_execution_params",
            "batch_job_execution_seq",
            "batch_job_instance",
            "batch_job_instance_seq",
            "batch_step_execution",
            "batch_step_execution_context",
            "batch_step_execution_seq",
            "headgate_check",
            "headgate_lease",
            "headgate_reconciliation",
            "headgate_state");

    private static List<String> statements(String product) throws Exception {
        return script("org/springframework/batch/core/schema-" + product + ".sql");
    }

    private static List<String> script(String path) throws Exception {
        String script = new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        return Arrays.stream(script.replaceAll("(?m)^--.*$", "").split(";"))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    /** Completes what a process left that died after so many statements. */
    private static void assertCompletes(DataSource dataSource, List<String> left) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        left.forEach(jdbc::execute);
        RepositorySchema.create(dataSource);
        List<String> found = jdbc.queryForList(
                "SELECT LOWER(TABLE_NAME) FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_SCHEMA) = 'public'"
                        + " UNION SELECT LOWER(SEQUENCE_NAME) FROM INFORMATION_SCHEMA.SEQUENCES ORDER BY 1",
                String.class);
        assertThat(found).as("after %d statements", left.size()).isEqualTo(NAMES);
    }

    @Test
    void whereverAProcessDiesWhileItCreatesTheTablesTheNextOneCreatesTheRest() throws Exception {
        List<String> statements = statements("h2");
        for (int done = 0; done <= statements.size(); done++) {
            assertCompletes(
                    new DriverManagerDataSource(
                            "jdbc:h2:mem:schema" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", ""),
                    statements.subList(0, done));
        }
    }

    @Test
    void ownTablesThatAreOnlyPartlyThereAreCompletedOnBothDatabases() throws Exception {
        List<DriverManagerDataSource> databases = List.of(
                new DriverManagerDataSource(
                        "jdbc:h2:mem:verdicts" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", ""),
                new DriverManagerDataSource(TestDatabases.newPostgresUrl(), "postgres", ""));
        for (DriverManagerDataSource database : databases) {
            assertCompletes(database, script("io/headgate/job/verdicts.sql").subList(0, 1));
        }
    }

    @Test
    void theSameOnPostgresqlWhereTheSequencesComeLast() throws Exception {
        List<String> statements = statements("postgresql");
        for (int missing = 0; missing <= 3; missing++) {
            assertCompletes(
                    new DriverManagerDataSource(TestDatabases.newPostgresUrl(), "postgres", ""),
                    statements.subList(0, statements.size() - missing));
        }
    }
}
