package io.headgate.restart;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gigabytes through 160 MB of heap, and one document of as much through 128 MB. Part of the profile {@code large}, not of the ordinary build. */
class LargeFileSeries {

    private static final int MEGABYTES = Integer.getInteger("large.megabytes", 2048);
    private static final int HEAP_MEGABYTES = 160;
    private static final int HEAP_OF_DOCUMENTS = 128;

    @TempDir
    Path folder;

    @Test
    void aFileThatIsMuchLargerThanTheHeapLandsInAFolderAndInPostgresql() throws IOException, SQLException {
        LargeFile file = LargeFile.write(folder, MEGABYTES, HEAP_MEGABYTES);
        file.landsInAFolder();
        file.landsInPostgresql();
    }

    @Test
    void aJsonArrayThatIsMuchLargerThanTheHeapPassesThrough() throws IOException {
        LargeDocument.JSON.passes(folder, MEGABYTES, HEAP_OF_DOCUMENTS);
    }

    @Test
    void anXmlFileThatIsMuchLargerThanTheHeapPassesThrough() throws IOException {
        LargeDocument.XML.passes(folder, MEGABYTES / 2, HEAP_OF_DOCUMENTS);
    }
}
