package io.headgate.destination.jdbc;

import io.headgate.api.data.RowBatch;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Rejects;
import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches into one table and its reject table, in the transaction that is open on the connection. What a check finds is
 * rejected before it is sent; what the server refuses is found by halving: each half is tried under a savepoint until the records
 * at fault stand alone. Costs one savepoint per batch while nothing is wrong.
 */
final class TableWriter implements AutoCloseable {

    private static final String REFUSED = "REFUSED_BY_DATABASE";

    private final Connection connection;
    private final JdbcErrors errors;
    private final TargetTable table;
    private final RowSchema source;
    private final StagedRows staged;
    private final ValueCheck[][] checks;
    private final RowLoader loader;
    private final RejectTable.Inserter rejectInsert;
    private final @Nullable PreparedStatement loadInsert;
    private final List<RejectedRecord> rejected = new ArrayList<>();
    /** What is being written, as it came: rejects show that. */
    private RowBatch given;

    /**
     * @param source what payloads have
     * @param staged gives them the columns that the table has besides
     * @param rejectInsert takes rejected records; closed with this writer
     * @param loadInsert records a load under the savepoint of its rows; closed with this; null if loads are not recorded
     */
    TableWriter(
            Connection connection,
            TargetTable table,
            JdbcDatabase database,
            RowSchema source,
            StagedRows staged,
            RejectTable.Inserter rejectInsert,
            @Nullable PreparedStatement loadInsert)
            throws SQLException {
        this.connection = connection;
        this.errors = database.errors();
        Dialect dialect = database.dialect();
        this.table = table;
        this.source = source;
        this.given = RowBatch.empty(source);
        this.staged = staged;
        this.checks = table.columns().stream()
                .map(column -> Stream.concat(
                                staged.checks(column.field().name()).stream(), dialect.checks(column).stream())
                        .toArray(ValueCheck[]::new))
                .toArray(ValueCheck[][]::new);
        this.loader = dialect.loader(connection, table);
        this.rejectInsert = rejectInsert;
        this.loadInsert = loadInsert;
    }

    boolean takes(RowSchema schema) {
        return source.equals(schema);
    }

    /** Whether it encodes for the table as it is. */
    boolean isFor(TargetTable current) {
        return table.equals(current);
    }

    /**
     * @param fromSource records that the source could not parse
     */
    void write(RowBatch batch, List<RejectedRecord> fromSource, Rejects rejects) throws SQLException {
        rejected.clear();
        rejected.addAll(fromSource);
        if (batch.rowCount() > 0) {
            given = batch;
            RowBatch loaded = staged.of(batch);
            Misfits misfits = findMisfits(loaded);
            int @Nullable [] rows = null;
            if (misfits.count() > 0) {
                rejectMisfits(misfits, rejects);
                rows = misfits.fittingRows();
            }
            load(loaded, rows, 0, batch.rowCount() - misfits.count(), rejects);
        }
        if (!rejected.isEmpty()) {
            rejectInsert.insert(rejected);
        }
    }

    private Misfits findMisfits(RowBatch batch) {
        Misfits misfits = new Misfits(batch.rowCount());
        for (int i = 0; i < checks.length; i++) {
            for (ValueCheck check : checks[i]) {
                check.check(batch.column(i), batch.rowCount(), misfits);
            }
        }
        return misfits;
    }

    private void rejectMisfits(Misfits misfits, Rejects rejects) {
        for (int row = 0; row < given.rowCount(); row++) {
            Misfits.Misfit misfit = misfits.get(row);
            if (misfit != null) {
                reject(row, misfit.code(), misfit.reason(), rejects);
            }
        }
    }

    private void load(RowBatch batch, int @Nullable [] rows, int from, int to, Rejects rejects) throws SQLException {
        if (from == to) {
            return;
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
            if (loadInsert != null) {
                LoadTable.record(loadInsert, to - from);
            }
            loader.load(batch, rows, from, to);
            connection.releaseSavepoint(savepoint);
            return;
        } catch (SQLException e) {
            if (errors.classify(e) != SqlFailure.RECORD_REFUSED) {
                throw e;
            }
            connection.rollback(savepoint);
            connection.releaseSavepoint(savepoint);
            if (to - from == 1) {
                reject(rows == null ? from : rows[from], REFUSED, errors.text(e), rejects);
                return;
            }
        }
        int middle = (from + to) >>> 1;
        load(batch, rows, from, middle, rejects);
        load(batch, rows, middle, to, rejects);
    }

    private void reject(int row, String code, String reason, Rejects rejects) {
        RejectedRecord record = new RejectedRecord(
                given.place(row), code, reason, JsonText.row(given, row), RejectedRecord.DESTINATION);
        rejects.add(record, row);
        rejected.add(record);
    }

    @Override
    public void close() throws SQLException {
        loader.close();
        rejectInsert.close();
        if (loadInsert != null) {
            loadInsert.close();
        }
    }
}
