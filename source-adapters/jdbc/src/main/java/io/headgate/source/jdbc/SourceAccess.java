package io.headgate.source.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import java.util.ArrayList;
import java.util.List;

/**
 * A connected database as the streams need it. Any thread; sessions belong to one. {@link #beginPlan} comes before what plans;
 * {@link #open} may be called without a plan, by a process that resumes.
 */
interface SourceAccess extends AutoCloseable {

    Dialect dialect();

    SourceErrors errors();

    /** Tables that the configuration names, or the query, in a stable order. */
    List<SourceTable> tables();

    /** A session that reads a table; all sessions of a process see it as of one moment where the database can. */
    PageSession open();

    /**
     * What tells a plan, and whoever reads by it, that rows stand where they stood: a text that changes when a table is rewritten
     * or replaced. Asked for before a plan looks at anything. Empty where nothing can be told.
     */
    default String files(SourceTable table) {
        return "";
    }

    /**
     * A session that reads a table as it was planned, and stops if it is no longer that.
     *
     * @param files as {@link #files} told it
     */
    default PageSession open(SourceTable table, String files) {
        return open();
    }

    /** A session to look for the newest value of a cursor: what it does not see is written by transactions that are waited for. */
    default PageSession openBeforeHorizon() {
        return open();
    }

    /** About how many records a range has; -1 if not known. */
    default long estimate(SourceTable table, List<SourceColumn> order, KeyRange range) {
        return -1;
    }

    /** About how many bytes a table has; -1 if not known. */
    default long bytes(SourceTable table) {
        return -1;
    }

    /**
     * Keys that cut a range into parts of about the same number of records.
     *
     * @return {@code parts - 1} keys in order at most
     */
    default List<List<String>> cuts(
            SourceTable table, List<SourceColumn> order, KeyRange range, int parts, long smallest) {
        return KeySteps.cuts(this, table, order, range, parts, smallest);
    }

    /** Rows of a short statement as texts. */
    default List<List<String>> texts(PageSession session, List<SourceColumn> columns, SqlText sql) {
        RowSchema schema = new RowSchema(indexed(columns), List.of());
        RowBatchBuilder builder = new RowBatchBuilder(schema, 16);
        List<List<String>> rows = new ArrayList<>();
        try (Page page = session.page(columns, sql, builder)) {
            while (page.next()) {
                // Also of a value that no batch can hold there is a text.
                page.take();
                builder.discardRow();
                rows.add(texts(page, columns.size()));
            }
        }
        return rows;
    }

    /** As a cursor sees them: a plan and the cursors that follow it know a record by the same texts. */
    private static List<String> texts(Page page, int columns) {
        List<String> texts = new ArrayList<>(columns);
        for (int i = 0; i < columns; i++) {
            texts.add(page.key(i));
        }
        return texts;
    }

    /** The same column may stand twice. */
    private static List<Field> indexed(List<SourceColumn> columns) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            fields.add(Field.of(
                    i + ":" + columns.get(i).name(), columns.get(i).field().type()));
        }
        return fields;
    }

    @Override
    void close();
}
