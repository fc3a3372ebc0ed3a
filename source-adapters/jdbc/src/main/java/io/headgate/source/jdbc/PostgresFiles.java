package io.headgate.source.jdbc;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a table stands in: its number in the catalogue and its file's, of a partitioned table those of all parts.
 *
 * <p>What rewrites a table (TRUNCATE, VACUUM FULL, CLUSTER, REFRESH, most changes of a type) gives it a new file, and no file comes
 * back. A snapshot that is older than the new file sees few of its rows or none, without an error. So the files are noted before
 * the snapshot is taken; and once a transaction holds a lock, under which they stay what they are, it looks whether they still are
 * what was noted: then they were when the snapshot was taken, and all that it sees is in them.
 *
 * @param table name for people
 * @param qualified name by which statements find the table
 * @param planned as {@link #of} noted it
 */
record PostgresFiles(String table, String qualified, String planned) {

    private static final String FILES = "SELECT n.oid, (SELECT string_agg(concat_ws('/', r.oid,"
            + " pg_relation_filenode(r.oid)), ' ' ORDER BY r.oid) FROM (SELECT n.oid AS oid UNION"
            + " SELECT relid::oid FROM pg_partition_tree(n.oid)) r) FROM unnest('{%s}'::oid[]) n(oid)";

    /** A part belongs to the table as long as the table is among its ancestors. None of these functions takes a lock. */
    private static final String MOVED = "SELECT count(*) FROM (VALUES %s) p(oid, file)"
            + " WHERE pg_relation_filenode(p.oid) IS DISTINCT FROM p.file OR (to_regclass('%s')::oid IN"
            + " (SELECT p.oid UNION ALL SELECT relid::oid FROM pg_partition_ancestors(p.oid))) IS NOT TRUE";

    /** What is to be noted, by the numbers in the catalogue. */
    static Map<Long, String> of(Connection connection, Collection<Long> oids) throws SQLException {
        List<String> numbers = oids.stream().map(String::valueOf).toList();
        Map<Long, String> files = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(String.format(FILES, String.join(",", numbers)))) {
            while (rows.next()) {
                files.put(rows.getLong(1), rows.getString(2));
            }
        }
        return files;
    }

    /** What {@link #of} notes of a table that is not partitioned. */
    static String single(long oid, long file) {
        return oid + "/" + file;
    }

    /**
     * Locks what a statement reads, until the transaction ends, and looks whether it is what was planned. Parts that have come
     * besides hold no key of those that there were.
     *
     * @throws HeadgateException {@link CommonErrorCode#SOURCE_CHANGED} if it is not
     */
    void require(Connection connection, String select) throws SQLException {
        String lock = "SELECT 1 FROM (" + select + ") AS _headgate_page LIMIT 0";
        String moved = String.format(MOVED, values(), qualified.replace("'", "''"));
        try (Statement statement = connection.createStatement()) {
            statement.execute(lock + "; " + moved);
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                if (row.getLong(1) > 0) {
                    throw changed();
                }
            }
        }
    }

    private String values() {
        List<String> values = new ArrayList<>();
        for (String part : planned.split(" ")) {
            int slash = part.indexOf('/');
            String oid = slash < 0 ? part : part.substring(0, slash);
            String file = slash < 0 ? "NULL" : part.substring(slash + 1);
            values.add("(" + oid + "::oid, " + file + "::oid)");
        }
        return String.join(", ", values);
    }

    private HeadgateException changed() {
        return new HeadgateException(
                CommonErrorCode.SOURCE_CHANGED,
                "table '" + table
                        + "' has changed since the run was planned: it or a part of it was rewritten, emptied or"
                        + " replaced (TRUNCATE, VACUUM FULL, CLUSTER, REFRESH, ALTER TABLE, DETACH, another table by its"
                        + " name), so that what has been read and what has not no longer belong together. Start anew with"
                        + " fresh=true");
    }
}
