package io.headgate.source.jdbc;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
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
        try (Page page = session.page(columns, sql, builder)) {
            while (page.next()) {
                Page.Misfit misfit = page.take();
                if (misfit != null) {
                    throw new HeadgateException(
                            CommonErrorCode.IO_FAILED,
                            "column '" + columns.get(misfit.column()).name() + "', by which records are read in order, "
                                    + misfit.reason());
                }
                builder.endRow();
            }
        }
        RowBatch batch = builder.build();
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            rows.add(texts(batch, row));
        }
        return rows;
    }

    private static List<String> texts(RowBatch batch, int row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.schema().size(); i++) {
            texts.add(KeyText.of(batch.column(i), batch.schema().field(i).type(), row));
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
