package io.headgate.destination.file;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationCrashSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CsvCrashTest extends DestinationCrashSuite {

    @TempDir
    private Path folder;

    private FileSuitePlace place;

    @BeforeEach
    void choosePlace() {
        place = new FileSuitePlace(folder, Map.of());
        // The children plan it; files do not tell their types.
        place.schemas().add(NUMBERS);
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
    protected boolean seenBeforePublish() {
        return false;
    }

    @Override
    protected List<String> faultPoints() {
        return List.of(
                "file.plan.before-rename",
                "file.open.claimed:2",
                "file.open.stored:2",
                "file.commit.before-sync:5",
                "file.manifest.before-rename:9",
                "file.manifest.after-rename:9",
                "file.publish.begun",
                "file.publish.renamed:2",
                "file.publish.done",
                "file.forget.after-rename");
    }

    @Override
    protected String childDestination() {
        return ChildFolder.class.getName();
    }

    @Override
    protected Map<String, String> childProperties() {
        return Map.of(ChildFolder.FOLDER, folder.toString());
    }
}
