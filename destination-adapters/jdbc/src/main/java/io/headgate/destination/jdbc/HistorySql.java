package io.headgate.destination.jdbc;

import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The statements that make the history of every staged key anew from its versions, those in the target and those that were staged.
 *
 * <p>First a scratch table gets what the history shall be. Its events are the beginnings of versions, and the ends that no other
 * version follows, which are deletions. Of the events of a key at one time the last one counts, by source order, and staged after
 * existing. An event that changes nothing falls away: neighbours with the same hash, a deletion of what is not there. What is left
 * are the versions; each ends where the next event begins.
 *
 * <p>Then rows of the target that are no versions any more go, those whose end has changed get it, and staged ones are added.
 */
final class HistorySql {

    /** Stands for a version of the target where a staged one has its sequence. */
    private static final int EXISTING = -1;
    /** Stands for the end of a version of the target. */
    private static final int END = -2;

    private static final String SEQUENCE = Dialect.quote(StagedShape.SEQUENCE);

    private final StreamPlan plan;
    private final TargetTable target;
    private final TableName staging;
    private final String scratch;
    private final List<String> key;
    private final String from;
    private final String to;
    private final String current;
    private final String hash;

    /**
     * @param scratch is made by {@link #create} and filled by the first of the {@link #statements}
     */
    HistorySql(StreamPlan plan, TargetTable target, TableName staging, TableName scratch) {
        this.plan = plan;
        this.target = target;
        this.staging = staging;
        this.scratch = scratch.quoted();
        this.key = StagedApply.keyColumns(plan, target);
        ModeOptions.Scd2 scd2 = plan.options().scd2();
        this.from = column(scd2.validFrom());
        this.to = column(scd2.validTo());
        this.current = column(scd2.current());
        this.hash = column(scd2.hash());
    }

    /** The quoted name of the column that holds a field. */
    private String column(String field) {
        return target.columns().stream()
                .filter(column -> column.field().name().equals(field))
                .map(column -> Dialect.quote(column.name()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The statement that makes the scratch table, empty.
     *
     * @param create how it begins: {@code CREATE … TABLE}
     */
    String create(String create) {
        return create + " " + scratch + " AS " + versions() + " WITH NO DATA";
    }

    /**
     * The statement that gives the scratch table an index, for a database that joins by nothing else. It has one alone: of two, H2 may
     * take the wrong one.
     */
    String index() {
        return "CREATE INDEX ON " + scratch + " (" + list(", ", name -> name) + ", hg_at, hg_seq)";
    }

    /** To be run in this order, in one transaction. */
    List<String> statements() {
        return List.of("INSERT INTO " + scratch + " " + versions(), deleteOthers(), updateEnds(), insertStaged());
    }

    private String versions() {
        return "WITH events AS (" + existing() + " UNION ALL " + ends() + " UNION ALL " + staged() + "), "
                + "last_ones AS (SELECT * FROM (SELECT e.*, ROW_NUMBER() OVER (PARTITION BY " + keys("e")
                + ", e.hg_at ORDER BY e.hg_seq DESC) AS hg_rank FROM events e) r WHERE r.hg_rank = 1), "
                + "compared AS (SELECT l.*, LAG(l.hg_hash) OVER (" + window("l") + ") AS hg_hash_before,"
                + " COALESCE(LAG(l.hg_gone) OVER (" + window("l") + "), TRUE) AS hg_gone_before FROM last_ones l), "
                + "changes AS (SELECT c.* FROM compared c WHERE CASE WHEN c.hg_gone THEN NOT c.hg_gone_before"
                + " ELSE c.hg_gone_before OR c.hg_hash_before IS DISTINCT FROM c.hg_hash END), "
                + "ended AS (SELECT " + keys("c") + ", c.hg_at, c.hg_seq, c.hg_gone, LEAD(c.hg_at) OVER ("
                + window("c") + ") AS hg_until FROM changes c) "
                + "SELECT " + keys("v") + ", v.hg_at, v.hg_seq, v.hg_until FROM ended v WHERE NOT v.hg_gone";
    }

    private String window(String alias) {
        return "PARTITION BY " + keys(alias) + " ORDER BY " + alias + ".hg_at";
    }

    private String existing() {
        return "SELECT " + keys("t") + ", t." + from + " AS hg_at, t." + hash + " AS hg_hash, FALSE AS hg_gone, CAST("
                + EXISTING + " AS BIGINT) AS hg_seq FROM " + target.name().quoted() + " t WHERE " + isTouched();
    }

    private String ends() {
        return "SELECT " + keys("t") + ", t." + to + ", CAST(NULL AS VARCHAR), TRUE, CAST(" + END + " AS BIGINT) FROM "
                + target.name().quoted() + " t WHERE t." + to + " IS NOT NULL AND " + isTouched()
                + " AND NOT EXISTS (SELECT 1 FROM " + target.name().quoted() + " n WHERE " + sameKey("n", "t")
                + " AND n." + from + " = t." + to + ")";
    }

    private String staged() {
        String gone =
                plan.options().deleteField() == null ? "FALSE" : "s." + Dialect.quote(StagedShape.GONE) + " IS TRUE";
        return "SELECT " + keys("s") + ", s." + from + ", s." + hash + ", " + gone + ", s." + SEQUENCE + " FROM "
                + staging.quoted() + " s";
    }

    private String isTouched() {
        return "EXISTS (SELECT 1 FROM " + staging.quoted() + " k WHERE " + sameKey("k", "t") + ")";
    }

    private String deleteOthers() {
        return "DELETE FROM " + target.name().quoted() + " t WHERE " + isTouched() + " AND NOT EXISTS (SELECT 1 FROM "
                + scratch + " v WHERE " + sameKey("v", "t") + " AND v.hg_at = t." + from + " AND v.hg_seq = " + EXISTING
                + ")";
    }

    private String updateEnds() {
        return "MERGE INTO " + target.name().quoted() + " t USING (SELECT * FROM " + scratch + " WHERE hg_seq = "
                + EXISTING + ") v ON (" + sameKey("t", "v") + " AND t." + from + " = v.hg_at) WHEN MATCHED AND (t." + to
                + " IS DISTINCT FROM v.hg_until OR t." + current
                + " IS DISTINCT FROM (v.hg_until IS NULL)) THEN UPDATE SET "
                + to + " = v.hg_until, " + current + " = (v.hg_until IS NULL)";
    }

    private String insertStaged() {
        List<String> given = target.columns().stream()
                .map(column -> Dialect.quote(column.name()))
                .filter(name -> !name.equals(to) && !name.equals(current))
                .toList();
        return "INSERT INTO " + target.name().quoted() + " (" + String.join(", ", given) + ", " + to + ", " + current
                + ") SELECT " + given.stream().map(name -> "s." + name).collect(Collectors.joining(", "))
                + ", v.hg_until, v.hg_until IS NULL FROM " + staging.quoted() + " s JOIN " + scratch
                + " v ON " + sameKey("v", "s") + " AND v.hg_at = s." + from + " AND v.hg_seq = s."
                + SEQUENCE + " ORDER BY " + keys("s") + ", v.hg_at";
    }

    private String keys(String alias) {
        return list(", ", name -> alias + "." + name);
    }

    private String sameKey(String left, String right) {
        return list(" AND ", name -> left + "." + name + " = " + right + "." + name);
    }

    private String list(String between, UnaryOperator<String> text) {
        return key.stream().map(Dialect::quote).map(text).collect(Collectors.joining(between));
    }
}
