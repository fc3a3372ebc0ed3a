package io.headgate.destination.file;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationMergeSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A record in a file cannot be found by its key. */
class CsvMergeTest extends DestinationMergeSuite {

    @TempDir
    private Path folder;

    private FileSuitePlace place;

    @BeforeEach
    void choosePlace() {
        place = new FileSuitePlace(folder, Map.of());
    }

    @Override
    protected IDataDestination createDestination() {
        return place.destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String table) {
        return place.rows(table);
    }

    @Override
    protected List<RejectedRecord> readRejects(String table) {
        return place.rejects(table);
    }

    @Override
    protected boolean hasMode() {
        return false;
    }
}
