package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationModeCrashSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class PostgresModeCrashTest extends DestinationModeCrashSuite {

    private static final TestDatabase DATABASE = TestDatabase.postgres(PostgresModeCrashTest.class);

    @Override
    protected IDataDestination createDestination() {
        return DATABASE.destination();
    }

    @Override
    protected List<String> faultPoints(WriteMode mode) {
        return JdbcFaultPoints.PUBLISHING;
    }

    @Override
    protected String childDestination() {
        return ChildDestination.class.getName();
    }

    @Override
    protected Map<String, String> childProperties() {
        return ChildDestination.properties(DATABASE);
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return TargetReader.rows(DATABASE, tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return TargetReader.rejects(DATABASE, tableName);
    }
}
