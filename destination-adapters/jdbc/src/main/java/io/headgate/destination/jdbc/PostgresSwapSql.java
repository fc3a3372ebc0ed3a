package io.headgate.destination.jdbc;

/** What {@link PostgresSwap} asks the catalogue. Every {@code ?::regclass} is a quoted, qualified table name. */
final class PostgresSwapSql {

    /** Nothing is special about the table, its grants are its owner's, and the role may act as the owner. */
    private static final String IS_PLAIN = "c.relkind = 'r' AND c.relpersistence = 'p' AND NOT c.relispartition"
            + " AND NOT c.relhassubclass AND NOT c.relhasrules AND NOT c.relrowsecurity AND NOT c.relforcerowsecurity"
            + " AND c.reloftype = 0 AND c.reltablespace = 0 AND c.relreplident = 'd'"
            + " AND c.relam = (SELECT oid FROM pg_am WHERE amname = current_setting('default_table_access_method'))"
            + " AND pg_has_role(c.relowner, 'USAGE')"
            + " AND has_schema_privilege(c.relowner, c.relnamespace, 'CREATE')"
            + " AND has_schema_privilege(c.relnamespace, 'CREATE')"
            + " AND NOT EXISTS (SELECT 1 FROM pg_class o WHERE o.oid = c.reltoastrelid AND o.reloptions IS NOT NULL)"
            + " AND NOT EXISTS (SELECT 1 FROM aclexplode(c.relacl) x WHERE x.grantor <> c.relowner)"
            + " AND NOT EXISTS (SELECT 1 FROM pg_seclabel l WHERE l.objoid = c.oid)"
            + " AND NOT EXISTS (SELECT 1 FROM pg_inherits h WHERE h.inhrelid = c.oid)"
            + " AND NOT EXISTS (SELECT 1 FROM pg_publication_tables u WHERE u.schemaname = n.nspname"
            + " AND u.tablename = c.relname)";

    private static final String HAS_PLAIN_COLUMNS = "NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid"
            + " AND a.attnum > 0 AND NOT a.attisdropped AND (a.attidentity <> '' OR a.attoptions IS NOT NULL"
            + " OR COALESCE(a.attstattarget, -1) <> -1"
            + " OR EXISTS (SELECT 1 FROM aclexplode(a.attacl) x WHERE x.grantor <> c.relowner)))";

    private static final String HAS_PLAIN_INDEXES = "NOT EXISTS (SELECT 1 FROM pg_index i JOIN pg_class x ON x.oid ="
            + " i.indexrelid WHERE i.indrelid = c.oid AND (i.indisclustered OR i.indisreplident OR i.indisexclusion"
            + " OR NOT i.indisvalid OR NOT i.indimmediate OR x.reltablespace <> 0"
            + " OR EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = x.oid AND COALESCE(a.attstattarget, -1) <> -1)))";

    /** Only the table's own parts depend on it or on the type of its rows. */
    private static final String HAS_NO_DEPENDENTS = "NOT EXISTS (SELECT 1 FROM pg_depend d"
            + " JOIN pg_type y ON y.oid = c.reltype"
            + " WHERE ((d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid)"
            + " OR (d.refclassid = 'pg_type'::regclass AND d.refobjid IN (y.oid, y.typarray)))"
            + " AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (c.oid, c.reltoastrelid))"
            + " AND NOT (d.classid = 'pg_type'::regclass AND d.objid IN (y.oid, y.typarray))"
            + " AND NOT (d.classid = 'pg_class'::regclass AND EXISTS (SELECT 1 FROM pg_index i"
            + " WHERE i.indexrelid = d.objid AND i.indrelid = c.oid))"
            + " AND NOT (d.classid = 'pg_constraint'::regclass AND EXISTS (SELECT 1 FROM pg_constraint k"
            + " WHERE k.oid = d.objid AND k.conrelid = c.oid AND k.contype IN ('c', 'p', 'u', 'n')))"
            + " AND NOT (d.classid = 'pg_attrdef'::regclass AND EXISTS (SELECT 1 FROM pg_attrdef f"
            + " WHERE f.oid = d.objid AND f.adrelid = c.oid)))";

    static final String IS_SWAPPABLE = "SELECT " + IS_PLAIN + " AND " + HAS_PLAIN_COLUMNS + " AND " + HAS_PLAIN_INDEXES
            + " AND " + HAS_NO_DEPENDENTS
            + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = ?::regclass";

    /** The columns in order, with all that {@code LIKE} takes over, and the conditions. */
    static final String COLUMNS = "WITH c AS (SELECT ?::regclass AS oid) SELECT text FROM ("
            + "SELECT a.attnum AS place, concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
            + " a.attcollation, a.attgenerated, pg_get_expr(f.adbin, f.adrelid)) AS text FROM c JOIN pg_attribute a ON"
            + " a.attrelid = c.oid LEFT JOIN pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum"
            + " WHERE a.attnum > 0 AND NOT a.attisdropped"
            + " UNION ALL SELECT 10000, pg_get_constraintdef(k.oid) FROM c JOIN pg_constraint k ON k.conrelid = c.oid"
            + " WHERE k.contype = 'c') s ORDER BY place, text";

    /** The definition of an index begins with its kind, name and table, which are cut off. */
    private static final String DEFINITION = "CASE WHEN starts_with(pg_get_indexdef(i.indexrelid), p.prefix)"
            + " THEN substr(pg_get_indexdef(i.indexrelid), length(p.prefix) + 1) ELSE '' END";

    private static final String FROM_INDEXES = " FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid"
            + " JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace,"
            + " LATERAL (SELECT 'CREATE ' || CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END || 'INDEX '"
            + " || quote_ident(x.relname) || ' ON ' || quote_ident(n.nspname) || '.' || quote_ident(t.relname) || ' ' AS prefix) p";

    static final String INDEXES = "SELECT x.relname, i.indisunique, COALESCE((SELECT CASE k.contype WHEN 'p' THEN"
            + " 'PRIMARY KEY' ELSE 'UNIQUE' END FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.conrelid ="
            + " i.indrelid AND k.contype IN ('p', 'u')), ''), " + DEFINITION + FROM_INDEXES
            + " WHERE i.indrelid = ?::regclass ORDER BY x.relname";

    static final String TWIN_INDEX = "SELECT x.relname" + FROM_INDEXES + " WHERE i.indrelid = ?::regclass AND "
            + DEFINITION + " = ? AND i.indisunique = ? ORDER BY x.relname";

    /**
     * Transactions that began before this one has written anything: they may not see all rows that were loaded. Those that began
     * later see all, because all were committed before.
     */
    static final String OLDER_SNAPSHOTS = "SELECT pid::text FROM pg_stat_activity WHERE datname = current_database()"
            + " AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL"
            + " AND backend_type IS DISTINCT FROM 'autovacuum worker'"
            + " AND age(backend_xmin) > age(pg_current_xact_id()::xid)";

    private static final String GRANTEE =
            "CASE x.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(" + "x.grantee)) END";

    private static final String GRANTABLE = "CASE WHEN x.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END";

    /**
     * Statements that give the twin what the target has: options, owner, grants. Parameters: target, twin, twin. What default
     * privileges have granted on the twin is taken away first.
     */
    static final String CARRY_OVER = "WITH c AS (SELECT * FROM pg_class WHERE oid = ?::regclass),"
            + " w AS (SELECT t.*, ?::text AS name FROM pg_class t WHERE t.oid = ?::regclass)"
            + " SELECT sql FROM ("
            + "SELECT 1 AS step, format('ALTER TABLE %s SET (%I = %L)', w.name, o.option_name, o.option_value) AS sql"
            + " FROM c, w, pg_options_to_table(c.reloptions) o"
            + " UNION ALL SELECT 2, format('ALTER TABLE %s OWNER TO %I', w.name, pg_get_userbyid(c.relowner))"
            + " FROM c, w WHERE c.relowner <> w.relowner"
            + " UNION ALL SELECT 3, format('REVOKE ALL ON %s FROM %s', w.name, " + GRANTEE + ")"
            + " FROM c, w, aclexplode(w.relacl) x WHERE x.grantee <> c.relowner AND x.grantee <> w.relowner"
            + " UNION ALL SELECT 4, format('REVOKE ALL ON %s FROM %I', w.name, pg_get_userbyid(c.relowner))"
            + " FROM c, w WHERE c.relacl IS NOT NULL"
            + " UNION ALL SELECT 5, format('GRANT %s ON %s TO %s%s', x.privilege_type, w.name, " + GRANTEE + ", "
            + GRANTABLE + ") FROM c, w, aclexplode(c.relacl) x"
            + " UNION ALL SELECT 6, format('GRANT %s (%I) ON %s TO %s%s', x.privilege_type, a.attname, w.name, "
            + GRANTEE + ", " + GRANTABLE
            + ") FROM c JOIN pg_attribute a ON a.attrelid = c.oid, w, aclexplode(a.attacl) x"
            + ") s ORDER BY step";

    /** Statements that comment on the table, its indexes and their constraints; to be run under the target's names. */
    static final String COMMENTS = "WITH c AS (SELECT * FROM pg_class"
            + " WHERE oid = ?::regclass)"
            + " SELECT format('COMMENT ON TABLE %I.%I IS %L', n.nspname, c.relname, obj_description(c.oid, 'pg_class'))"
            + " FROM c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE obj_description(c.oid, 'pg_class') IS NOT NULL"
            + " UNION ALL SELECT format('COMMENT ON INDEX %I.%I IS %L', n.nspname, x.relname, obj_description(x.oid,"
            + " 'pg_class')) FROM c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid"
            + " JOIN pg_namespace n ON n.oid = x.relnamespace WHERE obj_description(x.oid, 'pg_class') IS NOT NULL"
            + " UNION ALL SELECT format('COMMENT ON CONSTRAINT %I ON %I.%I IS %L', k.conname, n.nspname, c.relname,"
            + " obj_description(k.oid, 'pg_constraint')) FROM c JOIN pg_constraint k ON k.conrelid = c.oid"
            + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype IN ('p', 'u')"
            + " AND obj_description(k.oid, 'pg_constraint') IS NOT NULL";

    private PostgresSwapSql() {}
}
