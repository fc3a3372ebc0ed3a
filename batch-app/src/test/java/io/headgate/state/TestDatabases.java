package io.headgate.state;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.headgate.job.RepositorySchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fresh databases with the JobRepository's tables. One PostgreSQL serves all tests of a JVM and ends with it. */
public final class TestDatabases {

    private TestDatabases() {}

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new H2 database in memory. */
    public static DataSource h2() {
        return pool("jdbc:h2:mem:" + name() + ";DB_CLOSE_DELAY=-1", "sa");
    }

    /** A new database of the embedded PostgreSQL server. */
    public static DataSource postgres() {
        return pool(newPostgresUrl(), "postgres");
    }

    /** URL of a new, empty database; user postgres, no password. */
    public static String newPostgresUrl() {
        String name = name();
        new JdbcTemplate(Server.POSTGRES.getPostgresDatabase()).execute("CREATE DATABASE " + name);
        return Server.POSTGRES.getJdbcUrl("postgres", name).replaceAll("\\?.*", "");
    }

    private static String name() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }

    private static DataSource pool(String url, String user) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setMaximumPoolSize(12);
        config.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(config);
        RepositorySchema.create(pool);
        return pool;
    }
}
