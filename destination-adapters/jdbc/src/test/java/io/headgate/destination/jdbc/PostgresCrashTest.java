package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationCrashSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class PostgresCrashTest extends DestinationCrashSuite {

    private static final TestDatabase DATABASE = TestDatabase.postgres(PostgresCrashTest.class);

    @Override
    protected IDataDestination createDestination() {
        return DATABASE.destination();
    }

    @Override
    protected List<String> faultPoints() {
        return JdbcFaultPoints.ALL;
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
