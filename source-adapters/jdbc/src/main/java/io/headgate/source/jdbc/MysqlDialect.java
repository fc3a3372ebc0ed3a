package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** MySQL and MariaDB, both through MariaDB's driver. */
final class MysqlDialect extends Dialect {

    private static final Map<String, Integer> TYPES = Map.of(
            "TINYINT UNSIGNED", Types.SMALLINT,
            "SMALLINT UNSIGNED", Types.INTEGER,
            "MEDIUMINT UNSIGNED", Types.INTEGER,
            "INT UNSIGNED", Types.BIGINT,
            "INTEGER UNSIGNED", Types.BIGINT,
            // In UTC, which is what the session speaks.
            "TIMESTAMP", Types.TIMESTAMP_WITH_TIMEZONE,
            "YEAR", Types.SMALLINT);

    @Override
    SourceUrl url(JdbcSourceConfig config) {
        String host = config.host() == null ? "localhost" : config.host();
        int port = config.port() == null ? 3306 : config.port();
        return new SourceUrl("jdbc:mariadb://" + host + ":" + port + "/" + config.database());
    }

    /** MariaDB's driver, whose licence lets it come with this program, speaks to MySQL as well. */
    @Override
    SourceUrl adapt(SourceUrl url) {
        return url.startsWith("jdbc:mysql:")
                ? new SourceUrl("jdbc:mariadb:" + url.text().substring("jdbc:mysql:".length()))
                : url;
    }

    @Override
    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("forceConnectionTimeZoneToSession", "true");
        properties.setProperty("tinyInt1isBit", "true");
        properties.setProperty("yearIsDateType", "false");
        return properties;
    }

    @Override
    void setUp(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setReadOnly(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
        }
    }

    @Override
    String quote(String identifier) {
        return "`" + identifier.replace("`", "``") + "`";
    }

    @Override
    String qualified(@Nullable String schema, String table) {
        return schema == null ? quote(table) : quote(schema) + "." + quote(table);
    }

    @Override
    Map<String, Integer> typeNames() {
        return TYPES;
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new JdbcAccess(database, config, sourceId);
    }
}
