package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static io.headgate.destination.jdbc.Loads.checkpoint;
import static io.headgate.destination.jdbc.Loads.ids;
import static io.headgate.destination.jdbc.Loads.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.Holdings;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.PartitionWriter;
import io.headgate.api.destination.ReconcileLevel;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.destination.jdbc.HeldDialect.Held;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** How much of a table is read to find a run's rows in it. */
class PostgresHeldTest {

    private static final TableName TABLE = new TableName("public", "t");

    private final TestDatabase database = TestDatabase.postgres(PostgresHeldTest.class);
    private final StreamPlan plan = plan("t", ID_NAME);
    private final LoadTable loads = new LoadTable(TABLE);

    private LoadTable.Loaded loaded(Connection connection) throws SQLException {
        return loads.loaded(connection, plan).get(0);
    }

    private Held count(long mostBytesBefore) throws SQLException {
        try (Connection connection = database.connect()) {
            return count(mostBytesBefore, false, loaded(connection).mark());
        }
    }

    private Held count(long mostBytesBefore, boolean everything, long mark) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            LoadTable.Loaded loaded =
                    new LoadTable.Loaded(TABLE, loaded(connection).rows(), mark);
            return new PostgresHeld(mostBytesBefore).count(connection, loads, plan, loaded, everything);
        }
    }

    private void load(StreamTarget target) {
        try (PartitionWriter writer = target.open(plan.partition("p0"), 1)) {
            writer.write(ids(0, 500), record -> {});
            writer.finish(checkpoint(1));
        }
        target.publish(1);
    }

    @Test
    void rowsThatLieBehindTheOldOnesAreFoundWithoutReadingThese() throws SQLException {
        database.execute(
                "CREATE TABLE t (id bigint, name text)",
                "INSERT INTO t SELECT n, 'old ' || n FROM generate_series(1, 5000) n");
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            load(target);
            assertThat(count(0)).isEqualTo(new Held(500, 0, false, null));
        }
    }

    /** As if the table had been so large before that all of its rows, those of the run too, had filled gaps in it. */
    @Test
    void rowsThatHaveFilledGapsAreFoundInASmallTableAndUnknownInALargeOneUnlessAllOfItMayBeRead() throws SQLException {
        database.execute("CREATE TABLE t (id bigint, name text)", "INSERT INTO t VALUES (-1, 'old')");
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            load(target);
            assertThat(count(1 << 20, false, 1_000_000).rows()).isEqualTo(500);
            Held unknown = count(0, false, 1_000_000);
            assertThat(unknown.rows()).isEqualTo(-1);
            assertThat(unknown.unknown()).contains("of 500 rows 0 lie", "may have filled gaps", "too much for a count");
            assertThat(count(0, true, 1_000_000).rows()).isEqualTo(500);
        }
    }

    @Test
    void frozenAndMovedRowsAreFound() throws SQLException {
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            load(target);
            database.execute("VACUUM FULL t");
            database.execute("VACUUM FREEZE t");
            assertThat(count(0).rows()).isEqualTo(500);
        }
    }

    @Test
    void aPartitionedTableIsCountedAsAWhole() throws SQLException {
        database.execute(
                "CREATE TABLE t (id bigint, name text) PARTITION BY RANGE (id)",
                "CREATE TABLE t_low PARTITION OF t FOR VALUES FROM (0) TO (250)",
                "CREATE TABLE t_high PARTITION OF t DEFAULT",
                "INSERT INTO t VALUES (-1, 'old')");
        try (IDataDestination destination = database.destination();
                StreamTarget target = destination.prepare(plan)) {
            load(target);
            Holdings holdings = target.holdings(ReconcileLevel.CHECKSUM);
            assertThat(holdings.records()).isEqualTo(500);
            assertThat(holdings.checksum()).isNotNull();
        }
    }
}
