package io.headgate.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of about the heap's size passes through it. {@link LargeFileSeries} does the same with a large one. */
class MemoryIT {

    private static final int MEGABYTES = 60;
    private static final int HEAP_MEGABYTES = 64;

    @TempDir
    Path folder;

    @Test
    void aFileAsLargeAsTheHeapLandsInAFolderAndInPostgresql() throws IOException, SQLException {
        LargeFile file = LargeFile.write(folder, MEGABYTES, HEAP_MEGABYTES);
        file.landsInAFolder();
        file.landsInPostgresql();
    }
}
