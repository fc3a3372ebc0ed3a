package io.headgate.destination.jdbc;

import io.headgate.api.destination.StreamPlan;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Finds rows by {@code xmin}, the subtransaction that wrote them: it is that of their load's row in {@link LoadTable}. A row that
 * somebody updates since gets another one, so where rows are missing and others have written, what is missing may have been updated.
 *
 * <p>There is no index on {@code xmin}. Rows are looked for first where a load normally puts them, behind the page that was the last
 * before. Only if some are not there is the whole table read, and not if it was large before: then the answer is unknown.
 */
final class PostgresHeld implements HeldDialect {

    /** What is read at most of pages that were there before the run. About two seconds from a disk of today. */
    private static final long MOST_BYTES_BEFORE = 2L << 30;

    private static final int FIRST_WITH_TID_RANGES = 14;

    private static final String SHAPE = "SELECT c.relkind = 'r', current_setting('block_size')::bigint,"
            + " CASE WHEN c.relkind = 'r' THEN pg_relation_size(c.oid) ELSE (SELECT"
            + " COALESCE(SUM(pg_relation_size(p.relid)), 0)::bigint FROM pg_partition_tree(c.oid) p) END"
            + " FROM pg_class c WHERE c.oid = to_regclass(?)";

    private final long mostBytesBefore;

    PostgresHeld() {
        this(MOST_BYTES_BEFORE);
    }

    /**
     * @param mostBytesBefore how much of what was there before the run may be read by a count
     */
    PostgresHeld(long mostBytesBefore) {
        this.mostBytesBefore = mostBytesBefore;
    }

    @Override
    public String mark(TableName table) {
        return "pg_relation_size(" + literal(table) + "::regclass) / current_setting('block_size')::bigint";
    }

    private static String literal(TableName table) {
        return "'" + table.quoted().replace("'", "''") + "'";
    }

    @Override
    public boolean followsRows() {
        return true;
    }

    @Override
    public Held count(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, boolean everything)
            throws SQLException {
        showAllRows(connection);
        try (PreparedStatement shape = connection.prepareStatement(SHAPE)) {
            shape.setString(1, loaded.target().quoted());
            try (ResultSet row = shape.executeQuery()) {
                if (!row.next()) {
                    return new Held(0, 0, false, null);
                }
                long firstPage = row.getBoolean(1) ? Math.max(0, loaded.mark() - 1) : 0;
                long before = row.getBoolean(1) ? Math.min(firstPage * row.getLong(2), row.getLong(3)) : row.getLong(3);
                boolean hasRanges = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_TID_RANGES;
                boolean mayReadAll = everything || before <= mostBytesBefore;
                boolean first = firstPage > 0 ? hasRanges : mayReadAll;
                long found = first ? countFrom(connection, loads, plan, loaded, firstPage) : 0;
                if (found > 0 && found >= loaded.rows()) {
                    return new Held(found, 0, false, null);
                }
                if (!mayReadAll) {
                    return Held.unknown(tooLarge(loaded, found, before));
                }
            }
        }
        return countAll(connection, loads, plan, loaded);
    }

    private static String tooLarge(LoadTable.Loaded loaded, long found, long before) {
        return "of " + loaded.rows() + " rows " + found + " lie at the end of table " + loaded.target()
                + "; the others may have filled gaps, but reading the " + (before >> 30)
                + " GB that were there before is too much for a count. reconcile = \"checksum\" reads all";
    }

    /** An error is better than rows that a policy hides. */
    private static void showAllRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL row_security = off");
        }
    }

    private static String ours(LoadTable loads) {
        return "t.xmin IN (SELECT l.xmin FROM " + loads.quoted() + " l" + LoadTable.OF_TARGET + ")";
    }

    /** Nothing in it keeps the server from reading a large table with several processes, which a range of pages does. */
    private static long countFrom(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, long firstPage)
            throws SQLException {
        String behind = firstPage == 0 ? "" : "t.ctid >= '(" + firstPage + ",0)'::tid AND ";
        String sql = "SELECT COUNT(*) FROM " + loaded.target().quoted() + " t WHERE " + behind + ours(loads);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            LoadTable.bind(select, plan, loaded.target());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Others' rows count if they are younger than the first load: only those can have taken the place of one of ours. */
    private static Held countAll(Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded)
            throws SQLException {
        String sql =
                "SELECT COUNT(*) FILTER (WHERE r.ours), COUNT(*) FILTER (WHERE NOT r.ours AND age(r.x) <= o.oldest)"
                        + " FROM (SELECT t.xmin AS x, " + ours(loads) + " AS ours FROM "
                        + loaded.target().quoted() + " t) r, (SELECT MAX(age(l.xmin)) AS oldest FROM " + loads.quoted()
                        + " l"
                        + LoadTable.OF_TARGET + ") o";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            LoadTable.bind(select, 1, plan, loaded.target());
            LoadTable.bind(select, 5, plan, loaded.target());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new Held(row.getLong(1), row.getLong(2), false, null);
            }
        }
    }

    @Override
    public PreparedStatement select(
            Connection connection, LoadTable loads, StreamPlan plan, LoadTable.Loaded loaded, String columns)
            throws SQLException {
        PreparedStatement select = connection.prepareStatement(
                "SELECT " + columns + " FROM " + loaded.target().quoted() + " t WHERE " + ours(loads));
        LoadTable.bind(select, plan, loaded.target());
        return select;
    }
}
