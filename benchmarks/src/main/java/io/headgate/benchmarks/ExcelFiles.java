package io.headgate.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;

/** One sheet of a workbook, which holds fewer rows than other files. */
final class ExcelFiles implements MeasuredFormat {

    private static final int FLUSH_ROWS = 1000;
    private static final long EXCEL_EPOCH = 25_569;
    private static final double MICROS_OF_DAY = 86_400_000_000.0;

    @Override
    public String key() {
        return "xlsx";
    }

    @Override
    public String library() {
        return "fastexcel-reader, every cell";
    }

    @Override
    public long mostRows() {
        return 500_000;
    }

    @Override
    public String source(Path file) {
        return "name = \"excel\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                Workbook book = new Workbook(out, "benchmark", "1.0")) {
            Worksheet sheet = book.newWorksheet("rows");
            for (int i = 0; i < data.shape().columns().size(); i++) {
                sheet.inlineString(0, i, TypedRow.name(data.shape(), i));
            }
            int[] at = {0};
            TypedRow.forEach(data, row -> {
                at[0]++;
                for (int i = 0; i < row.size(); i++) {
                    if (!row.isNull(i)) {
                        set(sheet, at[0], i, row);
                    }
                }
                if (at[0] % FLUSH_ROWS == 0) {
                    sheet.flush();
                }
            });
        }
    }

    private static void set(Worksheet sheet, int at, int i, TypedRow row) {
        switch (row.kind(i)) {
            case LONG -> sheet.value(at, i, row.number(i));
            case DECIMAL, DOUBLE -> sheet.value(at, i, row.fraction(i));
            case BOOLEAN -> sheet.value(at, i, row.truth(i));
            case DATE -> {
                sheet.value(at, i, row.number(i) + EXCEL_EPOCH);
                sheet.style(at, i).format("yyyy-mm-dd").set();
            }
            case TIMESTAMP -> {
                sheet.value(at, i, row.number(i) / MICROS_OF_DAY + EXCEL_EPOCH);
                sheet.style(at, i).format("yyyy-mm-dd hh:mm:ss").set();
            }
            case TEXT -> sheet.inlineString(at, i, row.text(i));
        }
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        long[] rows = {-1};
        long[] cells = {0};
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile());
                Stream<Row> all = book.getFirstSheet().openStream()) {
            all.forEach(row -> {
                rows[0]++;
                for (Cell cell : row) {
                    cells[0] += cell == null || cell.getValue() == null ? 0 : 1;
                }
            });
        }
        return cells[0] == 0 ? 0 : rows[0];
    }
}
