package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationEvolutionSuite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class PostgresEvolutionTest extends DestinationEvolutionSuite {

    private static final TestDatabase DATABASE = TestDatabase.postgres(PostgresEvolutionTest.class);

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
}
