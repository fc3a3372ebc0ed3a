package io.headgate.restart;

import io.headgate.job.EmbeddedRepository;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The JobRepository of a scenario, as the child is told of it and as the test looks into it. */
sealed interface Repository {

    /** The kinds. */
    enum Kind {
        H2,
        POSTGRESQL;

        /** As it is called in a table. */
        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        Repository create(Path home) {
            return this == H2 ? new Embedded(home) : new Server(home, Postgres.newDatabase());
        }
    }

    /** What the child finds in its environment. */
    Map<String, String> environment();

    Connection connect() throws SQLException;

    /** A connection that outlives the children; where a process serves the others, this one does. */
    Connection serve() throws SQLException;

    /** Removes what is kept outside the scenario's folder. */
    default void drop() {}

    /** H2 on a file in the home folder. While a child lives, the test is a guest of the child's server. */
    record Embedded(Path home) implements Repository {

        @Override
        public Map<String, String> environment() {
            return Map.of("HEADGATE_HOME", home.toString());
        }

        @Override
        public Connection connect() throws SQLException {
            EmbeddedRepository.bindToLoopback();
            EmbeddedRepository repository = new EmbeddedRepository(home);
            return DriverManager.getConnection(
                    repository.url() + ";IFEXISTS=TRUE", EmbeddedRepository.USERNAME, repository.password());
        }

        @Override
        public Connection serve() throws SQLException {
            EmbeddedRepository.bindToLoopback();
            EmbeddedRepository repository = new EmbeddedRepository(home);
            return DriverManager.getConnection(repository.url(), EmbeddedRepository.USERNAME, repository.password());
        }
    }

    /** A database of the test's PostgreSQL. */
    record Server(Path home, String url) implements Repository {

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "HEADGATE_HOME",
                    home.toString(),
                    "SPRING_DATASOURCE_URL",
                    url,
                    "SPRING_DATASOURCE_USERNAME",
                    Postgres.USER,
                    "SPRING_DATASOURCE_PASSWORD",
                    "");
        }

        @Override
        public Connection connect() throws SQLException {
            return Postgres.connect(url);
        }

        @Override
        public Connection serve() throws SQLException {
            return connect();
        }

        @Override
        public void drop() {
            Postgres.drop(url);
        }
    }

    /** Records that this repository knows to be durable, of all runs of a flow; 0 as long as it does not answer. */
    default long recordsWritten(String flow) {
        String sql = "SELECT COALESCE(SUM(s.WRITE_COUNT), 0) FROM BATCH_STEP_EXECUTION s"
                + " JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                + " WHERE s.STEP_NAME LIKE '%:%' AND i.JOB_NAME = '" + flow + "'";
        try {
            return Long.parseLong(texts(sql).get(0));
        } catch (SQLException e) {
            // Not created yet, or its server is just being replaced.
            return 0;
        }
    }

    /** The statuses of a flow's executions, oldest first. */
    default List<String> statuses(String flow) {
        try {
            return texts("SELECT e.STATUS FROM BATCH_JOB_EXECUTION e JOIN BATCH_JOB_INSTANCE i"
                    + " ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID WHERE i.JOB_NAME = '" + flow
                    + "' ORDER BY e.JOB_EXECUTION_ID");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same; none if the JobRepository or its tables are not there yet. */
    default List<String> statusesIfAny(String flow) {
        try {
            return texts("SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE LOWER(TABLE_NAME) = 'batch_job_execution'")
                            .isEmpty()
                    ? List.of()
                    : statuses(flow);
        } catch (SQLException e) {
            if (NOT_CREATED.contains(e.getErrorCode())) {
                return List.of();
            }
            throw new IllegalStateException(e);
        }
    }

    /** H2's codes for a database that is not there, by whichever way it is opened. */
    java.util.Set<Integer> NOT_CREATED = java.util.Set.of(90013, 90146);

    /** Written and rejected records of a flow, as the executions of its partitions count them. */
    default String counts(String flow) {
        String sql = "SELECT SUM(s.WRITE_COUNT), SUM(s.WRITE_SKIP_COUNT) FROM BATCH_STEP_EXECUTION s"
                + " JOIN BATCH_JOB_EXECUTION e ON e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID"
                + " JOIN BATCH_JOB_INSTANCE i ON i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID"
                + " WHERE s.STEP_NAME LIKE '%:%' AND i.JOB_NAME = '" + flow + "'";
        try {
            return texts(sql).get(0);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many instances of the flow there are. */
    default int instances(String flow) {
        try {
            return texts("SELECT JOB_INSTANCE_ID FROM BATCH_JOB_INSTANCE WHERE JOB_NAME = '" + flow + "'")
                    .size();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every table, for a search after something that must not be there. */
    default String dump() {
        List<String> all = new ArrayList<>();
        try (Connection connection = connect();
                ResultSet tables = connection
                        .getMetaData()
                        .getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (tables.next()) {
                all.addAll(texts("SELECT * FROM \"" + tables.getString("TABLE_NAME") + "\""));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return String.join("\n", all);
    }

    /** The result of a query, one line per row. */
    default List<String> texts(String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    values.add(String.valueOf(rows.getString(i)));
                }
                lines.add(String.join("\t", values));
            }
        }
        return lines;
    }
}
