package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.Field;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements that each database is sent. Of Oracle and SQL Server more than this and their catalogues is not tested. */
class DialectTest {

    private static SourceTable table(Dialect dialect) {
        List<SourceColumn> columns = Stream.of("a", "b", "c")
                .map(name -> new SourceColumn(
                        Field.required(name, Primitive.INT64), dialect.quote(name), dialect.quote(name), "bigint"))
                .toList();
        List<SourceColumn> key = columns.subList(0, 2);
        return new SourceTable("t", dialect.qualified("s", "t"), columns, List.of("a", "b"), key, null, true, 0);
    }

    static Stream<Arguments> pages() {
        return Stream.of(
                Arguments.of(
                        new PostgresDialect(),
                        "SELECT \"a\", \"b\", \"c\" FROM \"s\".\"t\" WHERE (\"a\", \"b\") > (CAST('1' AS bigint),"
                                + " CAST('2' AS bigint)) AND \"a\" <= CAST('9' AS bigint) ORDER BY \"a\", \"b\" LIMIT 5"),
                Arguments.of(
                        new SqliteDialect(),
                        "SELECT \"a\", \"b\", \"c\" FROM \"s\".\"t\" WHERE (\"a\", \"b\") > (?, ?) AND \"a\" <= ?"
                                + " ORDER BY \"a\", \"b\" LIMIT 5"),
                Arguments.of(
                        new MysqlDialect(),
                        "SELECT `a`, `b`, `c` FROM `s`.`t` WHERE `a` >= ? AND (`a` > ? OR `a` = ? AND (`b` > ?))"
                                + " AND `a` <= ? ORDER BY `a`, `b` LIMIT 5"),
                Arguments.of(
                        new OracleDialect(),
                        "SELECT \"a\", \"b\", \"c\" FROM \"s\".\"t\" WHERE \"a\" >= ? AND (\"a\" > ? OR \"a\" = ? AND"
                                + " (\"b\" > ?)) AND \"a\" <= ? ORDER BY \"a\", \"b\" FETCH FIRST 5 ROWS ONLY"),
                Arguments.of(
                        new MssqlDialect(),
                        "SELECT TOP (5) [a], [b], [c] FROM [s].[t] WHERE [a] >= ? AND ([a] > ? OR [a] = ? AND ([b] > ?))"
                                + " AND [a] <= ? ORDER BY [a], [b]"),
                Arguments.of(
                        new H2Dialect(),
                        "SELECT \"a\", \"b\", \"c\" FROM \"s\".\"t\" WHERE \"a\" >= ? AND (\"a\" > ? OR \"a\" = ? AND"
                                + " (\"b\" > ?)) AND \"a\" <= ? ORDER BY \"a\", \"b\" FETCH FIRST 5 ROWS ONLY"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageGoesOnBehindItsKey(Dialect dialect, String sql) {
        SourceTable table = table(dialect);
        KeyRange range = new KeyRange(KeyBound.after(List.of("1", "2")), KeyBound.upTo(List.of("9")));
        SqlText page = KeysetSql.page(dialect, table, table.columns(), table.paging(), range, 5);
        assertThat(page.sql()).isEqualTo(sql);
        long marks = sql.chars().filter(c -> c == '?').count();
        assertThat(page.parameters()).hasSize((int) marks);
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                Arguments.of(new MysqlDialect(), "SELECT `a`, `b` FROM `s`.`t` ORDER BY `a`, `b` LIMIT 1 OFFSET 7"),
                Arguments.of(
                        new OracleDialect(),
                        "SELECT \"a\", \"b\" FROM \"s\".\"t\" ORDER BY \"a\", \"b\" OFFSET 7 ROWS FETCH NEXT 1 ROWS"
                                + " ONLY"),
                Arguments.of(
                        new MssqlDialect(),
                        "SELECT [a], [b] FROM [s].[t] ORDER BY [a], [b] OFFSET 7 ROWS FETCH NEXT 1 ROWS ONLY"));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void aStepSkipsRecords(Dialect dialect, String sql) {
        SourceTable table = table(dialect);
        assertThat(KeysetSql.step(dialect, table, table.paging(), KeyRange.ALL, 7)
                        .sql())
                .isEqualTo(sql);
    }

    /** As NVARCHAR, which the driver sends, a text would stand elsewhere than in the column's own order. */
    @Test
    void sqlServerComparesAVarcharByItsOwnOrder() {
        MssqlDialect dialect = new MssqlDialect();
        SourceColumn name = new SourceColumn(Field.required("name", Primitive.STRING), "[name]", "[name]", "varchar");
        SourceTable table = new SourceTable("t", "[t]", List.of(name), List.of("name"), List.of(name), null, true, 0);
        KeyRange range = new KeyRange(KeyBound.after(List.of("a-b")), null);
        assertThat(KeysetSql.page(dialect, table, table.columns(), table.paging(), range, 5)
                        .sql())
                .isEqualTo("SELECT TOP (5) [name] FROM [t] WHERE [name] > CAST(? AS varchar(8000)) ORDER BY [name]");
    }

    /** By the database's own code page letters that it lacks would become question marks. */
    @Test
    void sqlServerConvertsAKeyByItsColumnsCodePage() {
        SourceColumn name = new SourceColumn(Field.required("name", Primitive.STRING), "[name]", "[name]", "varchar");
        SourceColumn id = new SourceColumn(Field.required("id", Primitive.INT64), "[id]", "[id]", "bigint");
        SourceTable table = MssqlAccess.collated(
                new SourceTable("t", "[t]", List.of(name, id), List.of("name"), List.of(name), null, true, 0),
                Map.of("name", "Japanese_CI_AS"));
        KeyRange range = new KeyRange(KeyBound.after(List.of("あ")), null);
        assertThat(KeysetSql.page(new MssqlDialect(), table, table.columns(), table.paging(), range, 5)
                        .sql())
                .isEqualTo("SELECT TOP (5) [name], [id] FROM [t] WHERE [name] > CAST(? COLLATE Japanese_CI_AS AS"
                        + " varchar(8000)) ORDER BY [name]");
        assertThat(table.columns()).containsAll(table.paging()).contains(id);
    }

    /** A comparison of rows with such a column reads an index of SQLite from its beginning. */
    @Test
    void sqliteEntersAnIndexOfAnotherCollationByItsFirstColumn() {
        SqliteDialect dialect = new SqliteDialect();
        SourceColumn a =
                new SourceColumn(Field.required("a", Primitive.STRING), "\"a\"", "\"a\" COLLATE \"BINARY\"", "TEXT");
        SourceColumn b = new SourceColumn(Field.required("b", Primitive.INT64), "\"b\"", "\"b\"", "INT");
        SourceTable table = new SourceTable("t", "t", List.of(a, b), List.of("a", "b"), List.of(a, b), null, true, 0);
        KeyRange range = new KeyRange(KeyBound.after(List.of("x", "1")), null);
        assertThat(KeysetSql.page(dialect, table, table.columns(), table.paging(), range, 5)
                        .sql())
                .isEqualTo(
                        "SELECT \"a\", \"b\" FROM t WHERE \"a\" COLLATE \"BINARY\" >= ? AND (\"a\" COLLATE \"BINARY\" > ?"
                                + " OR \"a\" COLLATE \"BINARY\" = ? AND (\"b\" > ?)) ORDER BY \"a\" COLLATE \"BINARY\", \"b\" LIMIT 5");
    }

    @Test
    void aUrlOfMySqlIsReadByTheDriverThatComesWithTheProgram() {
        SourceUrl url = new SourceUrl("jdbc:mysql://h:7/d?x=1");
        assertThat(Dialects.of(url).adapt(url).text()).isEqualTo("jdbc:mariadb://h:7/d?x=1");
    }

    static Stream<Arguments> urls() {
        return Stream.of(
                Arguments.of(new PostgresDialect(), "jdbc:postgresql://h:7/d"),
                Arguments.of(new MysqlDialect(), "jdbc:mariadb://h:7/d"),
                Arguments.of(new OracleDialect(), "jdbc:oracle:thin:@//h:7/d"),
                Arguments.of(new MssqlDialect(), "jdbc:sqlserver://h:7;databaseName={d}"));
    }

    @ParameterizedTest
    @MethodSource("urls")
    void hostPortAndDatabaseMakeAUrl(Dialect dialect, String url) {
        JdbcSourceConfig config =
                ConfigBinder.bind(JdbcSourceConfig.class, Map.of("host", "h", "port", 7, "database", "d"));
        assertThat(dialect.url(config).text()).isEqualTo(url);
        assertThat(Dialects.of(new SourceUrl(url))).hasSameClassAs(dialect);
    }

    /** The drivers that come with the program, and Oracle's, which is here for the tests alone. */
    @ParameterizedTest
    @MethodSource("urls")
    void oneOfTheDriversTakesTheUrl(Dialect dialect, String url) throws SQLException {
        List<Driver> takers = new ArrayList<>();
        for (Driver driver : DriverManager.drivers().toList()) {
            if (driver.acceptsURL(url)) {
                takers.add(driver);
            }
        }
        assertThat(takers).as("for %s", dialect).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "my shop", "a;user=b", "{a}", "a}b;c"})
    void theDriverOfSqlServerReadsFromTheUrlWhatItWasMadeOf(String name) throws SQLException {
        JdbcSourceConfig config =
                ConfigBinder.bind(JdbcSourceConfig.class, Map.of("host", "db", "port", 7, "database", name));
        String url = new MssqlDialect().url(config).text();
        Driver driver = DriverManager.getDriver(url);
        assertThat(driver.getClass().getName()).startsWith("com.microsoft.sqlserver.");
        assertThat(driver.getPropertyInfo(url, new Properties()))
                .filteredOn(property -> List.of("databaseName", "serverName", "portNumber", "user")
                        .contains(property.name))
                .extracting(property -> property.name + "=" + value(property))
                .containsExactlyInAnyOrder("databaseName=" + name, "serverName=db", "portNumber=7", "user=");
    }

    private static String value(DriverPropertyInfo property) {
        return property.value == null ? "" : property.value;
    }
}
