package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationRejectSuite;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

class PostgresRejectTest extends DestinationRejectSuite {

    private static final TestDatabase DATABASE = TestDatabase.postgres(PostgresRejectTest.class);

    @Override
    protected IDataDestination createDestination() {
        return DATABASE.destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return TargetReader.rows(DATABASE, tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return TargetReader.rejects(DATABASE, tableName);
    }

    @Override
    protected void repair(String tableName, UnaryOperator<String> raw) {
        TargetReader.repair(DATABASE, tableName, raw);
    }
}
