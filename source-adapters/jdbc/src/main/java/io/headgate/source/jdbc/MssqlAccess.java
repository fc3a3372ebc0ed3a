package io.headgate.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** SQL Server: what JDBC tells of a table, and the collations of its columns, which JDBC does not tell. */
final class MssqlAccess extends JdbcAccess {

    private static final String COLLATIONS =
            "SELECT name, collation_name FROM sys.columns WHERE object_id = OBJECT_ID(?)"
                    + " AND collation_name <> CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation'))";

    MssqlAccess(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        super(database, config, sourceId);
    }

    @Override
    List<SourceTable> tables(Connection connection, JdbcSourceConfig config) throws SQLException {
        List<SourceTable> tables = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(COLLATIONS)) {
            for (SourceTable table : super.tables(connection, config)) {
                select.setString(1, table.from());
                tables.add(collated(table, collations(select)));
            }
        }
        return tables;
    }

    private static Map<String, String> collations(PreparedStatement select) throws SQLException {
        Map<String, String> collations = new HashMap<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                collations.put(rows.getString(1), rows.getString(2));
            }
        }
        return collations;
    }

    /** A table some of whose columns have another collation than the database. */
    static SourceTable collated(SourceTable table, Map<String, String> collations) {
        return new SourceTable(
                table.name(),
                table.from(),
                collated(table.columns(), collations),
                table.primaryKey(),
                collated(table.paging(), collations),
                table.hidden(),
                table.verified(),
                table.version());
    }

    private static List<SourceColumn> collated(List<SourceColumn> columns, Map<String, String> collations) {
        return columns.stream()
                .map(column -> {
                    String collation = collations.get(column.name());
                    return collation == null
                            ? column
                            : new SourceColumn(
                                    column.field(),
                                    column.select(),
                                    column.sql(),
                                    column.declared() + MssqlDialect.COLLATE + collation);
                })
                .toList();
    }
}
