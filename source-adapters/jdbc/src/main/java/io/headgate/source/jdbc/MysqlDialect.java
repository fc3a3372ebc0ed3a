package io.headgate.source.jdbc;

import io.headgate.api.data.DataType;
import io.headgate.api.data.DataType.Primitive;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalTime;
import java.util.Locale;
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

    private static final String QUERIED_CHAR = "CHAR OR ENUM";

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
        // Numbers and dates come as such, not as texts that the driver would take apart.
        properties.setProperty("useServerPrepStmts", "true");
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

    /** As text a FLOAT has six digits. */
    @Override
    String selected(String sql, DataType type) {
        return type == Primitive.FLOAT32 ? "(" + sql + " + 0e0) AS _headgate_converted" : sql;
    }

    /** The driver calls an ENUM of a query's result a CHAR. */
    @Override
    String queried(String typeName) {
        return typeName.equals("CHAR") ? QUERIED_CHAR : typeName;
    }

    /**
     * Put in order an ENUM or a SET is a number, and compared with a text it is a text; a BIT is no text either, and a TINYINT(1)
     * holds more than two values.
     */
    @Override
    SourceColumn ordering(SourceColumn column) {
        String type = column.declared().toUpperCase(Locale.ROOT);
        if (type.equals(QUERIED_CHAR)) {
            return column.as(Primitive.STRING, column.select(), "CONCAT(" + column.sql() + ")");
        }
        boolean bits = type.startsWith("BIT") && column.field().type() == Primitive.BINARY;
        if (bits || type.startsWith("ENUM") || type.startsWith("SET")) {
            String number = "CAST(" + column.sql() + " AS UNSIGNED) AS _headgate_converted";
            return column.as(new DataType.Decimal(20, 0), number, column.sql());
        }
        return column.field().type() == Primitive.BOOLEAN
                ? column.as(Primitive.INT64, column.select(), column.sql())
                : super.ordering(column);
    }

    @Override
    Map<String, Integer> typeNames() {
        return TYPES;
    }

    @Override
    SourceAccess access(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        return new JdbcAccess(database, config, sourceId) {
            @Override
            ResultSetPage.ValueReader reader() {
                return MysqlDialect::read;
            }
        };
    }

    /** A BOOLEAN is a TINYINT(1), which may hold other numbers: none of them is true. A TIME may be negative, or days long. */
    private static @Nullable Object read(ResultSet row, int column, DataType type) throws SQLException {
        if (type == Primitive.TIME) {
            String text = row.getString(column);
            return text == null ? null : LocalTime.parse(text);
        }
        if (type != Primitive.BOOLEAN) {
            return JdbcValue.read(row, column, type);
        }
        long value = row.getLong(column);
        if (row.wasNull()) {
            return null;
        }
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("neither true nor false");
        }
        return value == 1;
    }
}
