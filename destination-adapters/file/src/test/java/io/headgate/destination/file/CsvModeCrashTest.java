package io.headgate.destination.file;

import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.RejectedRecord;
import io.headgate.testkit.destination.DestinationModeCrashSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CsvModeCrashTest extends DestinationModeCrashSuite {

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
    protected Set<WriteMode> modes() {
        return Set.of(WriteMode.OVERWRITE);
    }

    @Override
    protected List<String> faultPoints(WriteMode mode) {
        return List.of(
                "file.plan.before-rename",
                "file.publish.begun",
                "file.publish.renamed:2",
                "file.link.before-rename",
                "file.link.after-rename",
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
