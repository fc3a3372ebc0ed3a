package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A format of files, or a database: how the harness writes one, how Headgate is told to read it, and how its library reads it alone. */
interface MeasuredFormat {

    /** All that are measured, the first line of the table first. */
    List<MeasuredFormat> ALL = List.of(
            new CsvFiles(),
            new JsonLinesFiles(),
            new JsonArrayFiles(),
            new XmlFiles(),
            new ParquetFiles(),
            new AvroFiles(),
            new OrcFiles(),
            new ExcelFiles(),
            new SqliteFiles(),
            new H2Files(),
            new MysqlTables());

    /** As {@code format=} names it, and the file's ending. */
    String key();

    /** The library's name and version, and what of it is used. */
    String library();

    /** How many rows a file of this format can have. */
    default long mostRows() {
        return Long.MAX_VALUE;
    }

    /** The lines of the source in Headgate's configuration, without its heading. */
    String source(Path file);

    /**
     * Writes the rows of a CSV file of the harness in this format.
     *
     * @param file does not exist yet
     */
    void write(DataFile data, Path file) throws IOException;

    /** What has to run while the format is written and read. */
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts it, before anything else is asked. */
    default Running start(Path file, Options options) {
        return () -> {};
    }

    /** How large what {@link #write} has made is. */
    default long bytes(Path file) throws IOException {
        try (Stream<Path> files = Files.walk(file)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(each -> each.toFile().length())
                    .sum();
        }
    }

    /** Whether the file is text, so that its library gives texts where Headgate gives typed values. */
    default boolean isText() {
        return false;
    }

    /** Whether it is a table of a database, and its library the driver. */
    default boolean isDatabase() {
        return false;
    }

    /**
     * Reads every value of every row by the library alone, and gives the number of rows.
     *
     * @param texts takes the texts of a format that is text
     */
    long read(Path file, TextValues texts) throws IOException;

    static MeasuredFormat named(String key) {
        return ALL.stream()
                .filter(format -> format.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new BenchmarkException("format=" + key + " is not known: "
                        + ALL.stream().map(MeasuredFormat::key).toList()));
    }
}
