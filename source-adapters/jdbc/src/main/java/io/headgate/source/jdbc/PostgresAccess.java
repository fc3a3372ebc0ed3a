package io.headgate.source.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server. Any thread. */
final class PostgresAccess implements SourceAccess {

    private static final int OLDEST_MAJOR = 12;
    /** Blocks that are looked at to cut a table into parts: some 16 MB, whatever its size. */
    private static final long SAMPLED_BLOCKS = 2_000;

    private static final int MARKS = 512;
    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\":\\s*(\\d+)");

    private final SourceDatabase database;
    private final JdbcSourceConfig config;
    private final PostgresCatalog catalog;
    private final PostgresMoment moment;
    private final List<SourceTable> tables;

    PostgresAccess(SourceDatabase database, JdbcSourceConfig config, String sourceId) {
        this.database = database;
        this.config = config;
        this.catalog = new PostgresCatalog(database.dialect(), config);
        this.moment = new PostgresMoment(database, config, catalog);
        this.tables = read(sourceId);
    }

    private List<SourceTable> read(String sourceId) {
        Connection connection = database.connect();
        try {
            if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_MAJOR) {
                throw new HeadgateException(
                        CommonErrorCode.INVALID_CONFIGURATION,
                        database.errors().database() + " is PostgreSQL "
                                + connection.getMetaData().getDatabaseProductVersion() + "; this source reads "
                                + OLDEST_MAJOR + " and newer. The source jdbc does not read older ones either");
            }
            String query = config.query();
            return query == null
                    ? catalog.tables(connection)
                    : List.of(ConfiguredKey.require(catalog.query(connection, sourceId, query), config));
        } catch (SQLException e) {
            throw database.errors().translate("Reading the catalogue", e);
        } finally {
            SourceDatabase.closeQuietly(connection);
        }
    }

    @Override
    public Dialect dialect() {
        return database.dialect();
    }

    @Override
    public SourceErrors errors() {
        return database.errors();
    }

    SourceDatabase database() {
        return database;
    }

    PostgresMoment moment() {
        return moment;
    }

    @Override
    public List<SourceTable> tables() {
        return tables;
    }

    PostgresCatalog.Relation relation(SourceTable table) {
        return catalog.relation(table.name());
    }

    /** Whether a table consists of blocks of its own, by which it can be read without a key. */
    boolean hasPages(SourceTable table) {
        String kind = relation(table).kind();
        return kind.equals("r") || kind.equals("m");
    }

    @Override
    public PageSession open() {
        return open(null);
    }

    private PageSession open(@Nullable PostgresFiles watched) {
        return config.snapshot()
                ? moment.open(moment.reading(), watched)
                : new PostgresSession(database, database.connect(), true, watched);
    }

    @Override
    public String files(SourceTable table) {
        long oid = relation(table).oid();
        if (oid == 0) {
            return "";
        }
        String known = config.snapshot() ? moment.files(oid) : null;
        return known == null ? filesNow(oid) : known;
    }

    private String filesNow(long oid) {
        Connection connection = database.connect();
        try {
            return String.valueOf(PostgresFiles.of(connection, List.of(oid)).get(oid));
        } catch (SQLException e) {
            throw database.errors().translate("Planning", e);
        } finally {
            SourceDatabase.closeQuietly(connection);
        }
    }

    PostgresFiles watched(SourceTable table, String files) {
        return new PostgresFiles(table.name(), relation(table).qualified(), files);
    }

    @Override
    public PageSession open(SourceTable table, String files) {
        return open(files.isEmpty() ? null : watched(table, files));
    }

    /** Where a lookback is set it takes care of late commits, as on other databases. */
    @Override
    public PageSession openBeforeHorizon() {
        return config.lookback() == null ? moment.open(moment.horizon(), null) : open();
    }

    @Override
    public long estimate(SourceTable table, List<SourceColumn> order, KeyRange range) {
        String select = KeysetSql.all(dialect(), table, order, range);
        Matcher rows = PLAN_ROWS.matcher(text("EXPLAIN (FORMAT JSON) " + select));
        return rows.find() ? Long.parseLong(rows.group(1)) : -1;
    }

    @Override
    public long bytes(SourceTable table) {
        long oid = relation(table).oid();
        String size = oid == 0
                ? ""
                : text("SELECT COALESCE((SELECT SUM(pg_table_size(relid)) FROM pg_partition_tree(" + oid
                        + ")), pg_table_size(" + oid + "))");
        return size.isEmpty() ? -1 : Long.parseLong(size);
    }

    /** From a sample of the blocks; where that gives too little, by steps along the index. */
    @Override
    public List<List<String>> cuts(
            SourceTable table, List<SourceColumn> order, KeyRange range, int parts, long smallest) {
        if (hasPages(table)) {
            try (PageSession session = open()) {
                List<List<String>> marks = texts(session, order, sample(table, order, range));
                if (marks.size() >= 8 * parts) {
                    return KeySteps.quantiles(marks, parts);
                }
            }
        }
        return KeySteps.cuts(this, table, order, range, parts, smallest);
    }

    private SqlText sample(SourceTable table, List<SourceColumn> order, KeyRange range) {
        long blocks = Long.parseLong(
                text("SELECT pg_relation_size(" + relation(table).oid() + ") / current_setting('block_size')::int"));
        double percent = blocks <= SAMPLED_BLOCKS ? 100 : 100.0 * SAMPLED_BLOCKS / blocks;
        SourceTable sampled = new SourceTable(
                table.name(),
                table.from() + " TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1)",
                table.columns(),
                List.of(),
                List.of(),
                null,
                true,
                0);
        String names = String.join(", ", order.stream().map(SourceColumn::sql).toList());
        String inner = KeysetSql.all(
                dialect(),
                sampled,
                order,
                range,
                names + ", row_number() OVER (ORDER BY " + names + ") AS _headgate_row, count(*) OVER () AS"
                        + " _headgate_rows");
        return new SqlText(
                "SELECT " + KeysetSql.selected(order) + " FROM (" + inner + ") s WHERE _headgate_row % GREATEST(1,"
                        + " _headgate_rows / " + MARKS + ") = 0 ORDER BY _headgate_row",
                List.of());
    }

    /** The only value of a short statement, empty if it is null. */
    String text(String sql) {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            StringBuilder text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1) == null ? "" : rows.getString(1));
            }
            return text.toString();
        } catch (SQLException e) {
            throw database.errors().translate("Planning", e);
        } finally {
            SourceDatabase.closeQuietly(connection);
        }
    }

    @Override
    public void close() {
        moment.close();
    }
}
