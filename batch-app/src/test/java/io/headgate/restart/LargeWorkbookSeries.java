package io.headgate.restart;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook of 500 MB through 128 MB of heap. Part of the profile {@code large}, not of the ordinary build. */
class LargeWorkbookSeries {

    private static final int MEGABYTES = Integer.getInteger("large.workbook.megabytes", 500);
    private static final int HEAP_MEGABYTES = 128;

    @TempDir
    Path folder;

    @Test
    void aWorkbookThatIsMuchLargerThanTheHeapLandsInAFolder() throws IOException {
        LargeWorkbook.write(folder, MEGABYTES, HEAP_MEGABYTES).landsInAFolder();
    }
}
