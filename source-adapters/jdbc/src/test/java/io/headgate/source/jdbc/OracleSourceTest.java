package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.data.DataType;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.source.jdbc.AbsentDatabase.Column;
import io.headgate.testkit.MemorySourceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Oracle is asked and sent, and what is made of the types that its driver tells. No server, and no driver of Oracle's. */
class OracleSourceTest {

    private static final Column ID = Column.required("ID", Types.DECIMAL, "NUMBER", 19, 0);

    private static AbsentDatabase oracle(Column... columns) throws SQLException {
        return new AbsentDatabase(null, "SHOP_1", "/", "ORDER_LINES", List.of(columns));
    }

    private static IDataSource source(Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(Map.of("url", AbsentDatabase.URL));
        config.putAll(more);
        return Sources.of(new OracleSourceFactory(), config);
    }

    private static DataType typeOf(Column column, Map<String, ?> config) throws SQLException {
        try (AbsentDatabase database = oracle(ID, column);
                IDataSource source = source(config)) {
            source.connect(new MemorySourceState());
            return source.streams().get(0).schema().field(1).type();
        }
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(Types.DECIMAL, "NUMBER", 10, 2, "decimal(10,2)"),
                Arguments.of(Types.NUMERIC, "NUMBER", 10, 0, "decimal(10,0)"),
                // INTEGER is a NUMBER(*,0).
                Arguments.of(Types.DECIMAL, "NUMBER", 38, 0, "decimal(38,0)"),
                Arguments.of(Types.DECIMAL, "NUMBER", 5, -2, "decimal(7,0)"),
                Arguments.of(Types.DECIMAL, "NUMBER", 2, 5, "decimal(5,5)"),
                Arguments.of(Types.DECIMAL, "NUMBER", 0, -127, "decimal(38,10)"),
                // Computed in a view.
                Arguments.of(Types.DECIMAL, "NUMBER", 0, 0, "decimal(38,10)"),
                Arguments.of(Types.FLOAT, "FLOAT", 126, -127, "float64"),
                Arguments.of(100, "BINARY_FLOAT", 4, 0, "float32"),
                Arguments.of(101, "BINARY_DOUBLE", 8, 0, "float64"),
                Arguments.of(Types.CHAR, "CHAR", 3, 0, "string"),
                Arguments.of(Types.NCHAR, "NCHAR", 3, 0, "string"),
                Arguments.of(Types.VARCHAR, "VARCHAR2", 20, 0, "string"),
                Arguments.of(Types.NVARCHAR, "NVARCHAR2", 20, 0, "string"),
                Arguments.of(Types.LONGVARCHAR, "LONG", 0, 0, "string"),
                Arguments.of(Types.CLOB, "CLOB", 4000, 0, "string"),
                Arguments.of(Types.NCLOB, "NCLOB", 4000, 0, "string"),
                Arguments.of(Types.VARBINARY, "RAW", 16, 0, "binary"),
                Arguments.of(Types.LONGVARBINARY, "LONG RAW", 0, 0, "binary"),
                Arguments.of(Types.BLOB, "BLOB", 4000, 0, "binary"),
                Arguments.of(Types.TIMESTAMP, "DATE", 7, 0, "timestamp"),
                Arguments.of(Types.DATE, "DATE", 7, 0, "timestamp"),
                Arguments.of(Types.TIMESTAMP, "TIMESTAMP(6)", 11, 6, "timestamp"),
                Arguments.of(-101, "TIMESTAMP(6) WITH TIME ZONE", 13, 6, "timestamp_tz"),
                Arguments.of(-102, "TIMESTAMP(9) WITH LOCAL TIME ZONE", 11, 9, "timestamp_tz"),
                Arguments.of(-103, "INTERVAL YEAR(2) TO MONTH", 5, 0, "string"),
                Arguments.of(-104, "INTERVAL DAY(2) TO SECOND(6)", 11, 6, "string"),
                Arguments.of(Types.ROWID, "ROWID", 10, 0, "string"),
                Arguments.of(Types.BOOLEAN, "BOOLEAN", 1, 0, "boolean"),
                Arguments.of(2016, "JSON", 8200, 0, "json"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeOfADriversIsOneOfOurs(int code, String name, int size, int digits, String type) throws SQLException {
        assertThat(typeOf(Column.of("C", code, name, size, digits), Map.of()).text())
                .isEqualTo(type);
    }

    @Test
    void aNumberWithoutDigitsIsWhatTheConfigurationSays() throws SQLException {
        Column number = Column.of("C", Types.DECIMAL, "NUMBER", 0, -127);
        assertThat(typeOf(number, Map.of("numeric", "string")).text()).isEqualTo("string");
        assertThat(typeOf(number, Map.of("numeric", "float64")).text()).isEqualTo("float64");
        assertThat(typeOf(number, Map.of("numeric", "decimal(20,4)")).text()).isEqualTo("decimal(20,4)");
    }

    @Test
    void aQuerysResultHasTheSameTypes() throws SQLException {
        Column[] columns = {
            ID,
            Column.of("N", Types.NUMERIC, "NUMBER", 0, -127),
            Column.of("AT", Types.TIMESTAMP, "DATE", 0, 0),
            Column.of("Z", -101, "TIMESTAMP WITH TIME ZONE", 0, 6),
            Column.of("R", Types.BINARY, "RAW", 16, 0)
        };
        try (AbsentDatabase database = oracle(columns);
                IDataSource source = source(Map.of("query", "SELECT * FROM T", "key", List.of("ID")))) {
            source.connect(new MemorySourceState());
            assertThat(source.streams().get(0).schema().fields())
                    .extracting(field -> field.type().text())
                    .containsExactly("decimal(19,0)", "decimal(38,10)", "timestamp", "timestamp_tz", "binary");
            assertThat(database.sent()).endsWith("SELECT * FROM (SELECT * FROM T) \"q\" WHERE 1 = 0");
        }
    }

    @Test
    void aSessionSpeaksUtcAndComparesBytes() throws SQLException {
        try (AbsentDatabase database = oracle(ID);
                IDataSource source =
                        source(Map.of("username", "reader", "properties", Map.of("v$session.program", "x")))) {
            source.connect(new MemorySourceState());
            assertThat(database.sent())
                    .startsWith(
                            "isolation " + Connection.TRANSACTION_READ_COMMITTED,
                            "ALTER SESSION SET TIME_ZONE = 'UTC'",
                            "ALTER SESSION SET NLS_SORT = 'BINARY'",
                            "ALTER SESSION SET NLS_COMP = 'BINARY'");
            assertThat(database.properties())
                    .containsEntry("user", "reader")
                    .containsEntry("v$session.program", "x")
                    .containsEntry("oracle.jdbc.J2EE13Compliant", "true")
                    .containsEntry("oracle.jdbc.defaultRowPrefetch", "2000");
        }
    }

    /** To the driver a name is a pattern, but for that of a table whose key is asked for. */
    @Test
    void theCatalogueIsAskedForNamesNotForPatterns() throws SQLException {
        try (AbsentDatabase database = oracle(ID);
                IDataSource source = source(Map.of())) {
            source.connect(new MemorySourceState());
            assertThat(database.sent())
                    .endsWith(
                            "tables [null, SHOP/_1, %, null]",
                            "columns [null, SHOP/_1, ORDER/_LINES, %]", "keys [null, SHOP_1, ORDER_LINES]");
            assertThat(source.streams().get(0).schema().primaryKey()).containsExactly("ID");
        }
    }

    private static List<String> sentByAnIncrementalRun(Column cursor) throws SQLException {
        try (AbsentDatabase database = oracle(ID, cursor);
                IDataSource source = source(Map.of("cursor_column", "AT"))) {
            source.connect(new MemorySourceState());
            IDataSourceStream stream = source.streams().get(0);
            database.sent().clear();
            assertThat(stream.partitions(4)).isEmpty();
            return database.sent().stream()
                    .filter(text -> text.startsWith("SELECT"))
                    .toList();
        }
    }

    @Test
    void onlyACursorThatMayBeNullIsLookedThroughForNulls() throws SQLException {
        String newest = "SELECT \"AT\", \"ID\" FROM \"SHOP_1\".\"ORDER_LINES\" WHERE \"AT\" IS NOT NULL"
                + " ORDER BY \"AT\" DESC, \"ID\" DESC FETCH FIRST 1 ROWS ONLY";
        assertThat(sentByAnIncrementalRun(Column.required("AT", Types.TIMESTAMP, "TIMESTAMP(6)", 11, 6)))
                .containsExactly(newest);
        assertThat(sentByAnIncrementalRun(Column.of("AT", Types.TIMESTAMP, "TIMESTAMP(6)", 11, 6)))
                .containsExactly(
                        "SELECT 1 FROM \"SHOP_1\".\"ORDER_LINES\" WHERE \"AT\" IS NULL FETCH FIRST 1 ROWS ONLY",
                        newest);
    }
}
