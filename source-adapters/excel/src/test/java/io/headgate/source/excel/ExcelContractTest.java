package io.headgate.source.excel;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourcePartitionSuite;
import io.headgate.testkit.source.SourceReadSuite;
import io.headgate.testkit.source.SourceRestartSuite;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every source passes. */
class ExcelContractTest {

    @TempDir
    Path temp;

    private @Nullable ExcelFolder written;

    /** Written once: a workbook has the time in it. */
    private IDataSource folder() {
        if (written == null) {
            written = new ExcelFolder(temp)
                    .with("sample_rows", 5)
                    .book("a.xlsx", sheet -> fill(sheet, 17, true))
                    .book("b.xlsx", sheet -> fill(sheet, 3, false));
        }
        return written.source();
    }

    /** From the third row and the second column on, with a row left out, and two numbers that are words. */
    private static void fill(Worksheet sheet, int rows, boolean bad) {
        sheet.value(2, 1, "id");
        sheet.value(2, 2, "name");
        sheet.value(2, 3, "day");
        for (int i = 0; i < rows; i++) {
            int row = 3 + i + (i >= 4 ? 1 : 0);
            if (bad && i % 8 == 7) {
                sheet.value(row, 1, "seven");
            } else {
                sheet.value(row, 1, i);
            }
            if (i % 3 != 0) {
                sheet.value(row, 2, "n" + i + " ü");
            }
            sheet.value(row, 3, LocalDate.of(2026, 1, 1).plusDays(i));
            sheet.style(row, 3).format("yyyy-mm-dd").set();
        }
    }

    @Nested
    class Reading extends SourceReadSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }

        @Override
        protected List<Map<String, Object>> expectedRecords(String stream) {
            List<Map<String, Object>> records = new ArrayList<>();
            for (int file = 0; file < 2; file++) {
                for (int i = 0; i < (file == 0 ? 17 : 3); i++) {
                    if (i % 8 != 7) {
                        Map<String, Object> record = new HashMap<>();
                        record.put("id", (long) i);
                        record.put("day", LocalDate.of(2026, 1, 1).plusDays(i));
                        if (i % 3 != 0) {
                            record.put("name", "n" + i + " ü");
                        }
                        records.add(record);
                    }
                }
            }
            return records;
        }

        @Override
        protected int expectedRejects(String stream) {
            return 2;
        }
    }

    @Nested
    class Partitions extends SourcePartitionSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }

        /** Two small files are one partition; no file is cut. */
        @Override
        protected boolean canBePartitioned() {
            return false;
        }
    }

    @Nested
    class Restart extends SourceRestartSuite {
        @Override
        protected IDataSource createSource() {
            return folder();
        }
    }
}
