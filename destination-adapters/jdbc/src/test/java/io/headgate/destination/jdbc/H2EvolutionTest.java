package io.headgate.destination.jdbc;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationEvolutionSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class H2EvolutionTest extends DestinationEvolutionSuite {

    @TempDir
    static Path folder;

    @Override
    protected IDataDestination createDestination() {
        return TestDatabase.h2File(folder).destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return TargetReader.rows(TestDatabase.h2File(folder), tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return TargetReader.rejects(TestDatabase.h2File(folder), tableName);
    }
}
