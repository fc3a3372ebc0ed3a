package io.headgate.destination.file;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationHoldingsSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CsvHoldingsTest extends DestinationHoldingsSuite {

    @TempDir
    private Path folder;

    private FileSuitePlace place;

    @BeforeEach
    void choosePlace() {
        place = new FileSuitePlace(folder, config());
    }

    Map<String, ?> config() {
        return Map.of();
    }

    @Override
    protected IDataDestination createDestination() {
        return place.destination();
    }

    @Override
    protected List<Map<String, @Nullable Object>> readTarget(String tableName) {
        return place.rows(tableName);
    }

    @Override
    protected List<RejectedRecord> readRejects(String tableName) {
        return place.rejects(tableName);
    }

    @Override
    protected boolean seenBeforePublish() {
        return false;
    }

    @Override
    protected boolean readsBack(WriteMode mode) {
        return !mode.hasKey();
    }

    /** The last line of the newest file. */
    @Override
    protected void removeOneRow(String tableName) {
        try {
            List<Path> files = FileFixture.files(folder.resolve(tableName).toRealPath());
            Path newest = files.get(files.size() - 1);
            List<String> lines = Files.readAllLines(newest);
            Files.write(newest, lines.subList(0, lines.size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
