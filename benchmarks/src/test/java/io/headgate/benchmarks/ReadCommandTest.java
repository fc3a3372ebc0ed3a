package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadCommandTest {

    private static final int ROWS = 700;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"csv,", "csv,lightning-csv", "json,", "json,jackson", "jsonl,", "xml,"})
    void everyLibraryReadsAllRowsAsTextsAndAsValues(String format, String library) throws IOException {
        for (RowShape shape : List.of(RowShape.MIXED, RowShape.WIDE)) {
            String file = written(format, shape).toString();
            List<String> texts = new ArrayList<>(List.of(format, file));
            List<String> values = new ArrayList<>(List.of(format, file, shape.key()));
            if (library != null) {
                texts.add("library=" + library);
                values.add("library=" + library);
            }

            assertThat(ReadCommand.run(texts)).startsWith(ROWS + " ");
            assertThat(ReadCommand.run(values)).startsWith(ROWS + " ");
        }
    }

    @Test
    void whatIsNotUnderstoodIsRefused() throws IOException {
        String file = written("csv", RowShape.MIXED).toString();

        assertThatThrownBy(() -> ReadCommand.run(List.of("csv", file, "library=none")))
                .hasMessageContaining("library=none is not known for csv: [lightning-csv]");
        assertThatThrownBy(() -> ReadCommand.run(List.of("csv"))).hasMessageContaining("read needs FORMAT FILE");
        assertThatThrownBy(() -> ReadCommand.run(List.of("yaml", file))).hasMessageContaining("format=yaml");
    }

    private Path written(String format, RowShape shape) throws IOException {
        Path file = folder.resolve(shape.key() + "." + (format.equals("csv") ? "copy" : format));
        MeasuredFormat.named(format).write(DataFile.of(shape, ROWS, folder), file);
        return file;
    }
}
