package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataFileTest {

    @ParameterizedTest
    @EnumSource
    void moreRowsBeginWithTheSameBytesAsFewer(RowShape shape) throws IOException {
        String few = written(shape, 200);
        String more = written(shape, 300);

        assertThat(more).startsWith(few).hasSizeGreaterThan(few.length());
    }

    @ParameterizedTest
    @EnumSource
    void everyRowHasAsManyFieldsAsTheHeader(RowShape shape) throws IOException {
        List<List<String>> records = records(written(shape, 500));

        assertThat(records).hasSize(501).allSatisfy(record -> assertThat(record).hasSameSizeAs(shape.columns()));
        assertThat(records.get(0)).isEqualTo(List.of(shape.header().split(",")));
    }

    @Test
    void theBytesAreTheSameOnEveryMachine() throws IOException {
        assertThat(written(RowShape.MIXED, 2).lines().skip(1))
                .containsExactly(
                        "1,411232,14259.95,0.890117,true,2025-11-23,2000-12-01T23:52:41.908,shipped late stone garden .",
                        "2,174055,30113.75,0.469618,true,2016-08-10,2001-11-11T03:08:03.537,shipped marble shipped paid .");
    }

    @Test
    void aMixedRowHasAboutAHundredBytesAndAWideOneManyNulls() throws IOException {
        assertThat(written(RowShape.MIXED, 1000).length() / 1000).isBetween(90, 120);
        long nulls = records(written(RowShape.WIDE, 200)).stream()
                .flatMap(List::stream)
                .filter(String::isEmpty)
                .count();
        assertThat(nulls).isBetween(200L * 35, 200L * 50);
    }

    @Test
    void aFileThatIsThereIsUsedAgain(@TempDir Path folder) throws IOException {
        DataFile made = DataFile.of(RowShape.MIXED, 100, folder);
        Files.writeString(made.path(), "marked");

        assertThat(DataFile.of(RowShape.MIXED, 100, folder).sizeBytes()).isEqualTo(6);
    }

    private static String written(RowShape shape, long rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataFile.write(shape, rows, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Takes CSV apart the slow and obvious way. */
    private static List<List<String>> records(String csv) {
        List<List<String>> records = new java.util.ArrayList<>();
        List<String> record = new java.util.ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : csv.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                record.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(record);
                    record = new java.util.ArrayList<>();
                }
            } else {
                field.append(c);
            }
        }
        return records;
    }
}
