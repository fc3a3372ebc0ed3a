package io.headgate.destination.jdbc;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RecordChecksum;
import io.headgate.api.data.RowSchema;
import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.destination.jdbc.HeldDialect.Held;
import io.headgate.destination.jdbc.LoadTable.Loaded;
import io.headgate.destination.jdbc.SqlType.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from the target tables what they hold of one instance, in the transaction that is open on the connection. */
final class JdbcHoldings {

    private static final int FETCH_ROWS = 10_000;

    private final JdbcTarget target;
    private final StreamPlan plan;
    private final Dialect dialect;
    private final LoadTable loads;
    private final ReconcileLevel level;

    JdbcHoldings(JdbcTarget target, StreamPlan plan, ReconcileLevel level) {
        this.target = target;
        this.plan = plan;
        this.dialect = target.database().dialect();
        this.loads = target.loads();
        this.level = level;
    }

    Holdings read(Connection connection) throws SQLException {
        if (!loads.exists(connection, dialect)) {
            return Holdings.unknown("there is no table " + LoadTable.NAME
                    + " beside the target: the run was planned by an older version of the program, or the user may not"
                    + " create tables");
        }
        return plan.mode().hasKey() ? keyed(connection) : plain(connection);
    }

    private Holdings plain(Connection connection) throws SQLException {
        RecordChecksum checksum = level == ReconcileLevel.CHECKSUM
                ? new RecordChecksum(plan.landed(), plan.landed().names())
                : null;
        String changing = null;
        long rows = 0;
        long replaced = 0;
        boolean mixed = false;
        for (Loaded loaded : loads.loaded(connection, plan)) {
            Held held = dialect.held().count(connection, loads, plan, loaded, checksum != null);
            if (held.unknown() != null) {
                return Holdings.unknown(held.unknown());
            }
            rows += held.rows();
            replaced += held.replaced();
            mixed |= held.mixed();
            if (checksum != null && changing == null) {
                TargetTable table = target.load(connection, loaded.target(), plan.landed());
                changing = changing(table);
                add(connection, loaded, table, checksum);
            }
        }
        String text = checksum == null || changing != null ? null : checksum.text();
        return new Holdings(rows, replaced, mixed, -1, -1, text, changing == null ? note(replaced) : changing);
    }

    /** Why the values in a column are not compared, because its type does not keep a text as it is; or null. */
    private static @Nullable String changing(TargetTable table) {
        return table.columns().stream()
                .filter(column -> column.field().type() == Primitive.STRING)
                .filter(column -> column.type().kind() == Kind.JSON
                        || column.type().kind() == Kind.JSONB
                        || column.type().text().startsWith("char"))
                .findFirst()
                .map(column -> "column " + column.name() + " is "
                        + column.type().text() + ", which does not keep a text as it is, so values cannot be compared")
                .orElse(null);
    }

    private static @Nullable String note(long replaced) {
        return replaced == 0 ? null : "others have written " + replaced + " rows since, which may have replaced some";
    }

    private void add(Connection connection, Loaded loaded, TargetTable table, RecordChecksum checksum)
            throws SQLException {
        RowSchema schema = plan.landed();
        try (PreparedStatement select = dialect.held().select(connection, loads, plan, loaded, table.columnList())) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                HeldRecords.add(rows, schema, checksum);
            }
        }
    }

    private Holdings keyed(Connection connection) throws SQLException {
        CheckpointTable.Entry mark = target.checkpoints().read(connection, plan.partition(StagedPublication.MARK));
        if (mark == null || !Publication.isCounted(mark.checkpoint())) {
            return Holdings.unknown("the stream was published by an older version of the program, which did not count");
        }
        Publication published = Publication.of(mark.checkpoint());
        if (published.held() >= 0) {
            return Holdings.ofKeyed(published.staged(), published.applied(), published.held());
        }
        List<Loaded> recorded = loads.loaded(connection, plan);
        if (recorded.isEmpty()) {
            return Holdings.unknown("the publication is not recorded in " + LoadTable.NAME);
        }
        Loaded loaded =
                new Loaded(target.table(), published.applied(), recorded.get(0).mark());
        boolean everything = level == ReconcileLevel.CHECKSUM;
        Held held = dialect.held().count(connection, loads, plan, loaded, everything);
        return new Holdings(
                held.rows(),
                held.replaced(),
                held.mixed(),
                published.staged(),
                published.applied(),
                null,
                held.unknown() != null ? held.unknown() : note(held.replaced()));
    }
}
