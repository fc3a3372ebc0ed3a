package io.headgate.destination.jdbc;

import static io.headgate.destination.jdbc.Loads.ID_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.ModeOptions;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.WriteMode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a setup does that comes late. */
class PostgresSetupTest {

    private final TestDatabase database = TestDatabase.postgres(PostgresSetupTest.class);

    @Test
    void a_staging_table_is_not_made_anew_under_a_run_that_is_just_taking_over() throws Exception {
        StreamPlan plan = Loads.plan(WriteMode.OVERWRITE, "t", ID_NAME, ModeOptions.NONE);
        String staging = StagingTable.name(new TableName("public", "t"), plan.instance(), plan.stream())
                .name();
        try (IDataDestination destination = database.destination();
                Connection successor = database.connect();
                Statement statement = successor.createStatement()) {
            destination.prepare(plan).close();
            successor.setAutoCommit(false);
            statement.execute("UPDATE _headgate_checkpoint SET epoch = 2 WHERE partition = 'p0'");
            database.execute("INSERT INTO \"" + staging + "\" VALUES (1, 'first')");
            CompletableFuture<Void> stale =
                    CompletableFuture.runAsync(() -> destination.prepare(plan).close());
            while (!stale.isDone() && !isSomebodyWaiting()) {
                Thread.onSpinWait();
            }
            successor.commit();
            stale.get(30, TimeUnit.SECONDS);
        }
        assertThat(database.column("SELECT name FROM \"" + staging + "\"")).containsExactly("first");
    }

    private boolean isSomebodyWaiting() {
        return !database.column("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND wait_event_type = 'Lock'")
                .isEmpty();
    }
}
