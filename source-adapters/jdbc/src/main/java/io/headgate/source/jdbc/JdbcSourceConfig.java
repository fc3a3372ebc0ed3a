package io.headgate.source.jdbc;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import io.headgate.api.data.DataType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code config = { … }} of a database source may say. The keys are described on its page in the documentation. */
public record JdbcSourceConfig(
        @ConfigKey("JDBC URL, instead of host, port and database") @Nullable String url,
        @ConfigKey("the server's name or address; default localhost") @Nullable String host,
        @ConfigKey("the server's port; by default the one that the database is known by") @Nullable Integer port,
        @ConfigKey("name of the database; of sqlite the file, of oracle the service") @Nullable String database,
        @ConfigKey("schema of the tables; by default the connection's current one") @Nullable String schema,
        @ConfigKey(value = "user that reads", tuning = true) @Nullable String username,
        @ConfigKey("the user's password") @Nullable Secret password,
        @ConfigKey(value = "further properties for the JDBC driver, as the driver names them", tuning = true)
                Map<String, String> properties,
        @ConfigKey("names of tables, * for anything, !name for all but; each table is a stream; default all tables")
                List<String> tables,
        @ConfigKey("a SELECT instead of tables: one stream, named by the source; needs key") @Nullable String query,
        @ConfigKey("columns that identify a record, for a query and for tables without a primary key") List<String> key,
        @ConfigKey("column that grows with every change: a run reads only what is new by it") @Nullable
                String cursorColumn,
        @ConfigKey("how far behind the cursor to look again for late commits: a duration, or a number") @Nullable
                String lookback,
        @ConfigKey("records from this value of cursor_column on, for the first run") @Nullable String since,
        @ConfigKey("records before this value of cursor_column only") @Nullable String until,
        @ConfigKey(
                        value = "postgresql: all partitions of a run see the table as of one moment",
                        defaultValue = "true",
                        tuning = true)
                boolean snapshot,
        @ConfigKey(
                        value = "postgresql, incremental: how long to wait for transactions that may still write behind"
                                + " the cursor",
                        defaultValue = "20s",
                        tuning = true)
                Duration inFlightWait,
        @ConfigKey(value = "type of columns that are numeric without digits declared", defaultValue = "decimal(38,10)")
                String numeric,
        @ConfigKey(value = "records of one statement at most", defaultValue = "50000", tuning = true) int pageRows,
        @ConfigKey(value = "a partition has at least about so many records", defaultValue = "10000", tuning = true)
                int minPartitionRows) {

    public JdbcSourceConfig {
        properties = Map.copyOf(properties);
        tables = List.copyOf(tables);
        key = List.copyOf(key);
        boolean incremental = cursorColumn != null;
        new ConfigCheck()
                .require(url == null || host == null, "host", "stands beside url: name one of them")
                .require(url == null || port == null, "port", "stands beside url: write it into the url")
                .require(url == null || database == null, "database", "stands beside url: write it into the url")
                .require(port == null || (port > 0 && port < 65_536), "port", "is a number from 1 to 65535")
                .require(query == null || tables.isEmpty(), "query", "stands beside tables: name one of them")
                .require(query == null || !query.isBlank(), "query", "is empty")
                .require(
                        query == null || !key.isEmpty(),
                        "key",
                        "is required with a query: the columns of its result that identify a record, by which it is"
                                + " read in pages and resumed")
                .require(incremental || lookback == null, "lookback", "needs cursor_column")
                .require(incremental || since == null, "since", "needs cursor_column")
                .require(incremental || until == null, "until", "needs cursor_column")
                .require(!inFlightWait.isNegative(), "in_flight_wait", "is not negative")
                .require(isNumber(numeric), "numeric", "is decimal(p,s), float64 or string")
                .require(pageRows >= 1 && pageRows <= 10_000_000, "page_rows", "is a number from 1 to 10000000")
                .require(minPartitionRows >= 1, "min_partition_rows", "is at least 1")
                .throwIfAny();
    }

    private static boolean isNumber(String type) {
        try {
            DataType parsed = DataType.parse(type);
            return parsed instanceof DataType.Decimal
                    || parsed == DataType.Primitive.FLOAT64
                    || parsed == DataType.Primitive.STRING;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    DataType numericType() {
        return DataType.parse(numeric);
    }

    /** Shows the names of the properties only, and no URL: both may hold secrets. */
    @Override
    public String toString() {
        return "JdbcSourceConfig[host=" + host + ", port=" + port + ", database=" + database + ", schema=" + schema
                + ", username=" + username + ", properties=" + properties.keySet() + ", tables=" + tables + ", key="
                + key + ", cursorColumn=" + cursorColumn + ", lookback=" + lookback + "]";
    }
}
