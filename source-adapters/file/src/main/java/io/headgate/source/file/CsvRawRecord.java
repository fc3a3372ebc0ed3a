package io.headgate.source.file;

import io.headgate.api.data.RowBatchBuilder;
import io.headgate.api.source.RejectedRecord;
import io.headgate.source.file.common.Compression;
import io.headgate.source.file.common.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record again from the raw text that it was rejected with. The text is put into a file of its own, so that it goes
 * through the very reader that has rejected it.
 */
final class CsvRawRecord {

    private static final String TOO_LONG = "RECORD_TOO_LONG";
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d{1,18})", Pattern.DOTALL);
    /** How a reject store shows what is no text: bytes above ASCII, and the NUL that PostgreSQL cannot hold. */
    private static final Pattern SHOWN_BYTE = Pattern.compile("\\\\x(00|[89A-F][0-9A-F])");

    private final CsvConfig config;
    private final CsvFormat format;
    private final CsvTuning tuning;

    CsvRawRecord(CsvConfig config, CsvFormat format, CsvTuning tuning) {
        this.config = config;
        this.format = format;
        this.tuning = tuning;
    }

    /** Null if the row was added to {@code rows}, else the record with the reason why not. */
    @Nullable
    RejectedRecord read(RejectedRecord rejected, RowBatchBuilder rows) {
        CsvProblem problem = notWhole(rejected);
        problem = problem == null ? notEncodable(rejected.raw()) : problem;
        if (problem != null) {
            return rejected(rejected, problem);
        }
        try {
            Path file = Files.createTempFile("headgate-", ".csv");
            try {
                Files.write(file, (rejected.raw() + "\n").getBytes(format.charset));
                return read(rejected, file, rows);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a record could not be put into a file below java.io.tmpdir", e);
        }
    }

    /** The number in a place, or 1 if it has none. */
    static long line(String text) {
        Matcher place = PLACE.matcher(text);
        return place.matches() ? Long.parseLong(place.group(2)) : 1;
    }

    /** What stands in the reject store is then less than the source has: read as it is, it would become another record. */
    static @Nullable CsvProblem notWhole(RejectedRecord rejected) {
        String raw = rejected.raw();
        if (rejected.code().equals(TOO_LONG) || raw.endsWith("…") && raw.length() >= CsvTokenizer.MAX_RAW / 4) {
            return new CsvProblem(
                    rejected.code(), "the record was too long to be kept whole and can only be repaired in its source");
        }
        if (SHOWN_BYTE.matcher(raw).find()) {
            return new CsvProblem(
                    CsvRecordReader.INVALID_TEXT,
                    "the record shows bytes that are no text as \\xNN: write the characters that are meant in their"
                            + " place");
        }
        return null;
    }

    private @Nullable CsvProblem notEncodable(String raw) {
        if (!format.charset.newEncoder().canEncode(raw)) {
            return new CsvProblem(
                    CsvRecordReader.INVALID_TEXT,
                    "the record has characters that " + format.charset.name()
                            + ", the source's charset, does not have");
        }
        return null;
    }

    private @Nullable RejectedRecord read(RejectedRecord rejected, Path file, RowBatchBuilder rows) throws IOException {
        Matcher place = PLACE.matcher(rejected.place());
        String name = place.matches() ? place.group(1) : rejected.place();
        long line = line(rejected.place());
        SourceFile found = new SourceFile(file, name, Files.size(file), 0, Compression.NONE);
        int fields = rows.schema().size() + 1;
        int records = 0;
        try (CsvTokenizer counted = format.open(found, 0, found.size(), line, fields, tuning)) {
            while (counted.next()) {
                records++;
            }
        }
        if (records != 1) {
            return rejected(
                    rejected, new CsvProblem("NOT_ONE_RECORD", "the text holds " + records + " records, not one"));
        }
        List<RejectedRecord> again = new ArrayList<>();
        try (CsvTokenizer record = format.open(found, 0, found.size(), line, fields, tuning)) {
            record.next();
            Set<String> declared = Set.copyOf(config.parsedColumns().types().keySet());
            new CsvRecordReader(format, rows, declared).take(record, name, again);
        }
        return again.isEmpty()
                ? null
                : rejected(
                        rejected,
                        new CsvProblem(again.get(0).code(), again.get(0).reason()));
    }

    /** With the place and text that it had: nothing of what somebody has written may get lost. */
    private static RejectedRecord rejected(RejectedRecord before, CsvProblem problem) {
        return new RejectedRecord(before.place(), problem.code(), problem.reason(), before.raw());
    }
}
