package io.headgate.testkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.MemorySourceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.function.Supplier;

/** A file that somebody is in the midst of writing, for sources of files that are read as a whole. */
public final class BeingWritten {

    private BeingWritten() {}

    /**
     * Cuts a file in half and lets the first incremental run read what there is: the records of the other files. Then the file is whole,
     * with the time that it had, and the next run has to read its records and no others.
     *
     * @param file whose time is long enough ago for it to have rested
     * @param source makes an incremental source over the file and others, anew for each run
     * @param stream its name
     * @param records of the file, and of the others together
     */
    public static void isLeftUntilWhole(Path file, Supplier<? extends IDataSource> source, String stream, int records)
            throws IOException {
        byte[] whole = Files.readAllBytes(file);
        FileTime rested = Files.getLastModifiedTime(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        WholeReading first = WholeReading.of(source.get());
        assertThat(first.records())
                .as("the file that is being written is left out")
                .hasSize(records);

        Files.write(file, whole);
        Files.setLastModifiedTime(file, rested);
        MemorySourceState state = new MemorySourceState();
        state.updateStream(stream, new LinkedHashMap<>(first.after().values()));
        assertThat(WholeReading.of(source.get(), state, 1).records())
                .as("when it is whole it is read, and the others are not")
                .hasSize(records);
    }
}
