package io.headgate.destination.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationRejectSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2RejectTest extends DestinationRejectSuite {

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

    @Override
    protected void repair(String tableName, UnaryOperator<String> raw) {
        TargetReader.repair(TestDatabase.h2File(folder), tableName, raw);
    }

    @Test
    void aTableThatAnEarlierVersionHasMadeGetsTheColumnsThatItLacks() {
        TestDatabase database = TestDatabase.h2File(folder);
        database.execute(
                "CREATE TABLE \"" + table + "_rejects\" (\"flow\" VARCHAR NOT NULL, \"instance\" UUID NOT NULL,"
                        + " \"stream\" VARCHAR NOT NULL, \"partition\" VARCHAR NOT NULL, \"place\" VARCHAR NOT NULL,"
                        + " \"code\" VARCHAR NOT NULL, \"reason\" VARCHAR NOT NULL, \"raw\" VARCHAR NOT NULL,"
                        + " \"rejected_at\" TIMESTAMP WITH TIME ZONE NOT NULL)");
        database.execute(
                "INSERT INTO \"" + table + "_rejects\" VALUES ('flow', RANDOM_UUID(), 'stream', 'p0', 'a.csv:3',"
                        + " 'BAD', 'is bad', 'x,y', CURRENT_TIMESTAMP)");
        land(plan(NUMBERS, "p0"), numbers(1, 2));
        assertThat(readRejects(table))
                .containsExactly(new RejectedRecord("a.csv:3", "BAD", "is bad", "x,y", "unknown"));
    }
}
