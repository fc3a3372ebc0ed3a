package io.headgate.destination.jdbc;

import io.headgate.api.data.RowBatch;
import io.headgate.api.destination.PartitionKey;
import io.headgate.api.destination.Rejects;
import io.headgate.api.source.RejectedRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches into one table and its reject table, in the transaction that is open on the connection. What a check finds is
 * rejected before it is sent; what the server refuses is found by halving: each half is tried under a savepoint until the records
 * at fault stand alone. Costs one savepoint per batch while nothing is wrong.
 */
final class TableWriter implements AutoCloseable {

    private static final String REFUSED = "REFUSED_BY_DATABASE";

    private final Connection connection;
    private final TargetTable table;
    private final JdbcErrors errors;
    private final Dialect dialect;
    private final PartitionKey key;
    private final ValueCheck[][] checks;
    private final RowLoader loader;
    private final PreparedStatement rejectInsert;
    private final List<RejectedRecord> rejected = new ArrayList<>();

    TableWriter(Connection connection, TargetTable table, JdbcDatabase database, PartitionKey key) throws SQLException {
        this.connection = connection;
        this.table = table;
        this.errors = database.errors();
        this.dialect = database.dialect();
        this.key = key;
        this.checks = table.columns().stream()
                .map(column -> dialect.checks(column).toArray(ValueCheck[]::new))
                .toArray(ValueCheck[][]::new);
        this.loader = dialect.loader(connection, table);
        this.rejectInsert = new RejectTable(table.name(), dialect).prepareInsert(connection);
    }

    TargetTable table() {
        return table;
    }

    /**
     * @param fromSource records that the source could not parse
     */
    void write(RowBatch batch, List<RejectedRecord> fromSource, Rejects rejects) throws SQLException {
        rejected.clear();
        rejected.addAll(fromSource);
        if (batch.rowCount() > 0) {
            Misfits misfits = findMisfits(batch);
            int @Nullable [] rows = null;
            if (misfits.count() > 0) {
                rejectMisfits(batch, misfits, rejects);
                rows = misfits.fittingRows();
            }
            load(batch, rows, 0, batch.rowCount() - misfits.count(), rejects);
        }
        if (!rejected.isEmpty()) {
            RejectTable.insert(rejectInsert, dialect, key, rejected);
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

    private void rejectMisfits(RowBatch batch, Misfits misfits, Rejects rejects) {
        for (int row = 0; row < batch.rowCount(); row++) {
            Misfits.Misfit misfit = misfits.get(row);
            if (misfit != null) {
                reject(batch, row, misfit.code(), misfit.reason(), rejects);
            }
        }
    }

    private void load(RowBatch batch, int @Nullable [] rows, int from, int to, Rejects rejects) throws SQLException {
        if (from == to) {
            return;
        }
        Savepoint savepoint = connection.setSavepoint();
        try {
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
                reject(batch, rows == null ? from : rows[from], REFUSED, errors.text(e), rejects);
                return;
            }
        }
        int middle = (from + to) >>> 1;
        load(batch, rows, from, middle, rejects);
        load(batch, rows, middle, to, rejects);
    }

    private void reject(RowBatch batch, int row, String code, String reason, Rejects rejects) {
        RejectedRecord record = new RejectedRecord(batch.place(row), code, reason, JsonText.row(batch, row));
        rejects.add(record);
        rejected.add(record);
    }

    @Override
    public void close() throws SQLException {
        loader.close();
        rejectInsert.close();
    }
}
