package io.headgate.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.IDataSource;
import io.headgate.source.jdbc.AbsentDatabase.Column;
import io.headgate.testkit.MemorySourceState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What SQL Server is asked and sent, and what is made of the types that its driver tells. No server. */
class MssqlSourceTest {

    private static final Column ID = Column.required("id", Types.BIGINT, "bigint identity", 19, 0);

    private static AbsentDatabase server(Column... columns) throws SQLException {
        return new AbsentDatabase("shop", "dbo", "\\", "order_lines", List.of(columns));
    }

    private static IDataSource source() {
        return Sources.of(new MssqlSourceFactory(), Map.of("url", AbsentDatabase.URL));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(Types.BIT, "bit", 1, 0, "boolean"),
                Arguments.of(Types.TINYINT, "tinyint", 3, 0, "int32"),
                Arguments.of(Types.TINYINT, "tinyint identity", 3, 0, "int32"),
                Arguments.of(Types.SMALLINT, "smallint", 5, 0, "int32"),
                Arguments.of(Types.INTEGER, "int", 10, 0, "int32"),
                Arguments.of(Types.BIGINT, "bigint", 19, 0, "int64"),
                Arguments.of(Types.DECIMAL, "decimal", 12, 2, "decimal(12,2)"),
                Arguments.of(Types.NUMERIC, "numeric() identity", 18, 0, "decimal(18,0)"),
                Arguments.of(Types.DECIMAL, "money", 19, 4, "decimal(19,4)"),
                Arguments.of(-148, "money", 19, 4, "decimal(19,4)"),
                Arguments.of(-146, "smallmoney", 10, 4, "decimal(10,4)"),
                Arguments.of(Types.REAL, "real", 24, 0, "float32"),
                Arguments.of(Types.DOUBLE, "float", 53, 0, "float64"),
                Arguments.of(Types.CHAR, "char", 3, 0, "string"),
                Arguments.of(Types.NCHAR, "nchar", 3, 0, "string"),
                Arguments.of(Types.VARCHAR, "varchar", 20, 0, "string"),
                Arguments.of(Types.NVARCHAR, "nvarchar", 20, 0, "string"),
                Arguments.of(Types.LONGVARCHAR, "text", Integer.MAX_VALUE, 0, "string"),
                Arguments.of(Types.LONGNVARCHAR, "ntext", 1_073_741_823, 0, "string"),
                Arguments.of(Types.SQLXML, "xml", 0, 0, "string"),
                Arguments.of(Types.BINARY, "binary", 16, 0, "binary"),
                Arguments.of(Types.VARBINARY, "varbinary", 16, 0, "binary"),
                Arguments.of(Types.LONGVARBINARY, "image", Integer.MAX_VALUE, 0, "binary"),
                Arguments.of(Types.BINARY, "timestamp", 8, 0, "binary"),
                Arguments.of(Types.DATE, "date", 10, 0, "date"),
                Arguments.of(Types.TIME, "time", 16, 7, "time"),
                Arguments.of(Types.TIMESTAMP, "datetime", 23, 3, "timestamp"),
                Arguments.of(Types.TIMESTAMP, "smalldatetime", 16, 0, "timestamp"),
                Arguments.of(Types.TIMESTAMP, "datetime2", 27, 7, "timestamp"),
                Arguments.of(-155, "datetimeoffset", 34, 7, "timestamp_tz"),
                Arguments.of(Types.CHAR, "uniqueidentifier", 36, 0, "uuid"));
    }

    @ParameterizedTest
    @MethodSource("types")
    void aTypeOfADriversIsOneOfOurs(int code, String name, int size, int digits, String type) throws SQLException {
        try (AbsentDatabase database = server(ID, Column.of("c", code, name, size, digits));
                IDataSource source = source()) {
            source.connect(new MemorySourceState());
            assertThat(source.streams().get(0).schema().field(1).type().text()).isEqualTo(type);
        }
    }

    @Test
    void theCatalogueIsAskedForNamesAndForCollations() throws SQLException {
        try (AbsentDatabase database = server(ID, Column.required("name", Types.VARCHAR, "varchar", 20, 0));
                IDataSource source = source()) {
            source.connect(new MemorySourceState());
            assertThat(database.sent())
                    .containsExactly(
                            "isolation " + Connection.TRANSACTION_READ_COMMITTED,
                            "tables [shop, dbo, %, null]",
                            "columns [shop, dbo, order\\_lines, %]",
                            "keys [shop, dbo, order_lines]",
                            "SELECT name, collation_name FROM sys.columns WHERE object_id = OBJECT_ID(?)"
                                    + " AND collation_name <> CONVERT(nvarchar(128),"
                                    + " DATABASEPROPERTYEX(DB_NAME(), 'Collation')) -- [[dbo].[order_lines]]");
            database.sent().clear();
            source.streams().get(0).partitions(2);
            assertThat(database.sent())
                    .containsExactly(
                            "isolation " + Connection.TRANSACTION_READ_COMMITTED,
                            "SELECT [id] FROM [dbo].[order_lines] ORDER BY [id] OFFSET 4999 ROWS FETCH NEXT 1 ROWS"
                                    + " ONLY");
        }
    }
}
