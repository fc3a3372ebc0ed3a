package io.headgate.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * A CSV file that was made for a benchmark. The same shape and number of rows are the same bytes everywhere, so a file that is
 * there is used again.
 *
 * @param path the file
 * @param sizeBytes its size
 */
record DataFile(RowShape shape, long rows, Path path, long sizeBytes) {

    private static final int FLUSH_LENGTH = 1 << 16;

    static DataFile of(RowShape shape, long rows, Path folder) {
        Path path = folder.resolve(shape.key() + "-" + rows + ".csv");
        try {
            if (!Files.exists(path)) {
                Files.createDirectories(folder);
                Path unfinished = folder.resolve(path.getFileName() + ".new");
                try (OutputStream out = Files.newOutputStream(unfinished)) {
                    write(shape, rows, out);
                }
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            }
            return new DataFile(shape, rows, path, Files.size(path));
        } catch (IOException e) {
            throw new BenchmarkException(path + " could not be made", e);
        }
    }

    static void write(RowShape shape, long rows, OutputStream out) throws IOException {
        CsvText text = new CsvText();
        text.text(shape.header()).endRow();
        for (long row = 1; row <= rows; row++) {
            shape.write(row, text);
            text.endRow();
            if (text.length() >= FLUSH_LENGTH) {
                text.drainTo(out);
            }
        }
        text.drainTo(out);
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%,d rows of %d columns (%s), %,d bytes, %d bytes a row",
                rows,
                shape.columns().size(),
                shape.key(),
                sizeBytes,
                sizeBytes / rows);
    }
}
