package io.headgate.source.excel;

import io.headgate.api.data.Field;
import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.data.RowSchema;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.ReadOptions;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.FilePosition;
import io.headgate.source.file.common.FileSplit;
import io.headgate.source.file.common.SourceFile;
import io.headgate.source.file.common.SplitReader;
import io.headgate.source.file.typed.TypedFileError;
import io.headgate.source.file.typed.TypedRows;
import io.headgate.source.file.typed.ValueProblems;
import io.headgate.source.file.typed.ValueSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a sheet. A position is the number of the row that comes next; a restart passes over the rows before it. */
final class ExcelReader implements SplitReader {

    private final ExcelConfig config;
    private final ExcelArea area;
    private final TypedRows rows;
    private @Nullable ExcelBook book;
    private @Nullable ExcelSheet sheet;
    private int[] columns = new int[0];
    private String[] names = new String[0];
    private ExcelValue[] values = new ExcelValue[0];
    private int firstColumn;
    private int lastColumn;
    private int nextRow;

    ExcelReader(ExcelConfig config, RowBatchBuilder batch, ReadOptions options) {
        this.config = config;
        this.area = config.area();
        this.rows = new TypedRows(batch, options);
    }

    @Override
    public void open(SourceFile source, FileSplit split, @Nullable FilePosition from) {
        close();
        rows.file(source.name());
        ExcelBook opened = ExcelBook.open(source, config);
        book = opened;
        ExcelSheet found = opened.sheet();
        sheet = found;
        opened.guarded(() -> {
            ExcelHeader header = config.header()
                    ? ExcelHeader.read(source.name(), found, opened, config)
                    : withoutHeader(rows.builder().schema());
            match(source.name(), header, opened);
            return true;
        });
        nextRow = from == null ? Math.max(area.firstRow(), found.row().number() + 1) : (int) from.offset();
    }

    /** The columns are called by their number; those that the stream does not have are refused where they stand. */
    private static ExcelHeader withoutHeader(RowSchema schema) {
        List<String> found = schema.names().stream()
                .filter(name -> ExcelHeader.column(name) >= 0)
                .toList();
        return new ExcelHeader(
                found, found.stream().mapToInt(ExcelHeader::column).toArray());
    }

    private void match(String file, ExcelHeader header, ExcelBook opened) {
        RowSchema schema = rows.builder().schema();
        List<ExcelValue> made = new ArrayList<>();
        for (String name : header.names()) {
            int index = schema.indexOf(name);
            if (index < 0) {
                throw new HeadgateException(
                        TypedFileError.COLUMN_MISMATCH,
                        file + " has a column '" + name + "' that the stream does not have: it was written after the"
                                + " run was planned, or only a sample of the files was looked into. Start anew with"
                                + " fresh=true, or read files of other columns by a source of their own");
            }
            Field field = schema.field(index);
            ValueProblems problems = rows.problems(name);
            ValueSink sink = ValueSink.column(rows.builder().column(index), field.type(), field.type(), problems);
            made.add(new ExcelValues(opened, field.type(), sink, problems).reader());
        }
        values = made.toArray(ExcelValue[]::new);
        names = header.names().toArray(String[]::new);
        columns = header.columns();
        firstColumn = columns.length == 0 ? area.firstColumn() : columns[0];
        lastColumn = columns.length == 0 ? -1 : columns[columns.length - 1];
    }

    @Override
    public boolean read(List<RejectedRecord> rejected) {
        rows.begin(rejected);
        return Objects.requireNonNull(book).guarded(this::fill);
    }

    private boolean fill() throws IOException {
        ExcelSheet open = Objects.requireNonNull(sheet);
        while (!rows.isFull()) {
            if (!open.next() || open.row().number() > area.lastRow()) {
                nextRow = Math.max(nextRow, area.lastRow() + 1);
                return true;
            }
            ExcelRow row = open.row();
            if (row.number() >= nextRow) {
                nextRow = row.number() + 1;
                if (!row.isBlank(area.firstColumn(), area.lastColumn())) {
                    take(row);
                }
            }
        }
        return false;
    }

    private void take(ExcelRow row) {
        for (int i = 0; i < values.length; i++) {
            switch (row.cell(columns[i])) {
                case EMPTY -> {
                    // null
                }
                case ERROR ->
                    rows.reject(
                            names[i],
                            "BAD_CELL",
                            "has the error " + row.text(columns[i]) + " in cell " + cell(row, columns[i]),
                            row.text(columns[i]));
                default -> values[i].read(row, columns[i]);
            }
        }
        refuse(row, area.firstColumn(), firstColumn - 1, "before the first named column");
        refuse(row, Math.max(lastColumn + 1, area.firstColumn()), area.lastColumn(), "behind the last named column");
        rows.endRow(row.number());
    }

    /** A value that no column takes is not left out silently. */
    private void refuse(ExcelRow row, int first, int last, String where) {
        for (int column = first; column <= last && column < row.width(); column++) {
            if (row.cell(column) != ExcelRow.Cell.EMPTY) {
                String value = new ExcelText(Objects.requireNonNull(book)).of(row, column);
                rows.reject(
                        ExcelArea.letters(column),
                        "TOO_MANY_FIELDS",
                        "has a value in cell " + cell(row, column) + ", " + where,
                        value);
            }
        }
    }

    private static String cell(ExcelRow row, int column) {
        return ExcelArea.letters(column) + row.number();
    }

    @Override
    public FilePosition position() {
        return new FilePosition(nextRow, nextRow);
    }

    @Override
    public void close() {
        ExcelSheet open = sheet;
        ExcelBook opened = book;
        sheet = null;
        book = null;
        if (opened != null) {
            try (opened) {
                if (open != null) {
                    opened.guarded(() -> {
                        open.close();
                        return true;
                    });
                }
            }
        }
    }
}
