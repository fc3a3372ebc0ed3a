package io.headgate.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTableTest {

    private final FormatTable table = new FormatTable();

    @Test
    void aFormatOfTextIsARowWithTheKernelsProcessorTime() {
        Series series = new Series();
        series.add(FormatTable.LIBRARY, measured(2, 1.5, Double.NaN));
        series.add(FormatTable.VALUES, measured(8, 4, Double.NaN));
        series.add(FormatTable.HEADGATE, measured(4, 6, 2));
        MeasuredFormat format = new CsvFiles();

        table.add(format, "formats format=csv runs=1", 2_000_000, series);

        assertThat(printed())
                .contains("| csv | `formats format=csv runs=1` | 2 M | " + format.library()
                        + " | 1,000,000 | 250,000 | 500,000 | 0.50 (0.50–0.50) | 2.00 (2.00–2.00)"
                        + " | 0.75, 2.00, 3.00 | 1.00 |");
    }

    @Test
    void whatIsNoTextHasNoValuesAndADatabaseNoColumnForThem() {
        Series series = new Series();
        series.add(FormatTable.LIBRARY, measured(1, 1, Double.NaN));
        series.add(FormatTable.HEADGATE, measured(1, 2, 1.5));
        MeasuredFormat file = new OrcFiles();
        MeasuredFormat database = new SqliteFiles();

        table.add(file, "formats", 500_000, series);
        table.add(database, "formats", 500_000, series);

        assertThat(printed())
                .contains("| orc | `formats` | 0.5 M | " + file.library()
                        + " | 500,000 |  | 500,000 | 1.00 (1.00–1.00) |  | 2.00, –, 4.00 | 3.00 |")
                .contains("| sqlite | `formats` | 0.5 M | " + database.library()
                        + " | 500,000 | 500,000 | 1.00 (1.00–1.00) | 2.00, 4.00 | 3.00 |");
    }

    @Test
    void everyRowHasAsManyCellsAsItsHeading() {
        Series series = new Series();
        series.add(FormatTable.LIBRARY, measured(1, 1, Double.NaN));
        series.add(FormatTable.HEADGATE, measured(1, 2, 1.5));

        table.add(new AvroFiles(), "formats", 1, series);
        assertThat(cells(printed())).hasSize(3).containsOnly(11L);

        FormatTable databases = new FormatTable();
        databases.add(new H2Files(), "formats", 1, series);
        assertThat(cells(printed(databases))).hasSize(3).containsOnly(9L);
    }

    @Test
    void everyFormatIsMeasuredUnlessOneIsNamed() {
        assertThat(FileFormats.wanted(new Options(List.of()))).isEqualTo(MeasuredFormat.ALL);
        assertThat(FileFormats.wanted(new Options(List.of("format=jsonl"))))
                .singleElement()
                .isInstanceOf(JsonLinesFiles.class);
    }

    private static List<Long> cells(String text) {
        return text.lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.chars().filter(c -> c == '|').count() - 1)
                .toList();
    }

    private String printed() {
        return printed(table);
    }

    private static String printed(FormatTable table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Report report = new Report(null, new PrintStream(out, true, StandardCharsets.UTF_8));
        table.print(report);
        report.print();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Measurement measured(double streamSeconds, double cpuSeconds, double streamCpuSeconds) {
        return Measurement.ofProcess(streamSeconds + 1, cpuSeconds, 1)
                .withStreamSeconds(streamSeconds)
                .withStreamCpuSeconds(streamCpuSeconds);
    }
}
