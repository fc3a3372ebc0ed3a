package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Properties;

/** Oracle from version 12.2 on. Its driver comes from the folder plugins/: it has a licence of its own. */
final class OracleDialect extends StandardDialect {

    /** The driver's own codes of types. */
    private static final Map<String, Integer> TYPES = Map.of(
            "BINARY_FLOAT", Types.REAL,
            "BINARY_DOUBLE", Types.DOUBLE,
            // Has a time of day.
            "DATE", Types.TIMESTAMP,
            "TIMESTAMP WITH TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE,
            "TIMESTAMP WITH LOCAL TIME ZONE", Types.TIMESTAMP_WITH_TIMEZONE,
            "RAW", Types.VARBINARY);

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        String host = config.host() == null ? "localhost" : config.host();
        int port = config.port() == null ? 1521 : config.port();
        return new SourceUrl("jdbc:oracle:thin:@//" + host + ":" + port + "/" + config.database());
    }

    @Override
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("oracle.jdbc.defaultRowPrefetch", "2000");
        properties.setProperty("oracle.jdbc.J2EE13Compliant", "true");
        return properties;
    }

    @Override
    void setUp(Connection connection) throws SQLException {
        super.setUp(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER SESSION SET TIME_ZONE = 'UTC'");
            // The driver sets an order of texts by the JVM's language, by which nothing is compared.
            statement.execute("ALTER SESSION SET NLS_SORT = 'BINARY'");
            statement.execute("ALTER SESSION SET NLS_COMP = 'BINARY'");
        }
    }

    @Override
    Map<String, Integer> typeNames() {
        return TYPES;
    }
}
