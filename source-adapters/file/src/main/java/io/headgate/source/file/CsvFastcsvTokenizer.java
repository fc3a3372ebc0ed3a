package io.headgate.source.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileInput;
import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/**
 * Tokenizes what is not plain: decodes the file, cuts it into records and has fastcsv take each apart. Record by record, because
 * fastcsv cannot go on after a record that it refuses. Fields come as UTF-8. Counts its place in decoded characters.
 */
final class CsvFastcsvTokenizer extends CsvTokenizer {

    private static final int SHOWN_OF_TOO_LONG = 4096;
    /** Guaranteed to be no character: stands for the quote of a format without quotes. */
    private static final char NO_CHARACTER = '\uFFFF';

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final FileInput input;
    private final CsvCharScan scan;
    private final CsvReader.CsvReaderBuilder parser;
    private final int maxFields;
    private final CsvFastcsvFields fields = new CsvFastcsvFields(this);

    CsvFastcsvTokenizer(
            FileInput input, CsvFormat format, long position, long line, int maxFields, int bufferSize, int maxRecord) {
        this.input = input;
        this.maxFields = maxFields;
        this.parser = CsvReader.builder()
                .fieldSeparator(format.delimiter)
                .quoteCharacter(format.quote.isEmpty() ? NO_CHARACTER : format.quote.charAt(0))
                .skipEmptyLines(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(Math.max(1024, maxRecord));
        Reader reader = new CsvDecodingReader(input.stream(), format.charset);
        try {
            this.scan = new CsvCharScan(reader, format, position, line, bufferSize, maxRecord);
            if (position == 0) {
                scan.skip(BYTE_ORDER_MARK);
            }
        } catch (IOException e) {
            input.close();
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, "the file could not be decoded: " + e.getMessage(), e);
        }
    }

    @Override
    boolean next() {
        problem = null;
        count = 0;
        fields.clear();
        if (!nextSlice()) {
            return false;
        }
        line = scan.line();
        if (scan.tooLong()) {
            problem = scan.inQuotes()
                    ? CsvProblem.unterminatedQuote(line)
                    : CsvProblem.tooLong(scan.length(), scan.maxRecord());
        } else if (scan.inQuotes()) {
            problem = CsvProblem.unterminatedQuote(line);
        } else {
            parse();
        }
        return true;
    }

    private boolean nextSlice() {
        try {
            return scan.next();
        } catch (IOException e) {
            throw new HeadgateException(
                    CommonErrorCode.IO_FAILED, "the file could not be decoded: " + e.getMessage(), e);
        }
    }

    private void parse() {
        try {
            parser.ofSingleCsvRecord(fields, scan.record());
        } catch (CsvParseException e) {
            problem = CsvProblem.BAD_QUOTE;
        }
    }

    /** Called for each field by fastcsv. */
    void add(int start, int end, boolean quoted) {
        if (count < maxFields) {
            if (count == starts.length) {
                growFields();
            }
            starts[count] = start;
            ends[count] = end;
            kinds[count] = quoted ? QUOTED : PLAIN;
        }
        count++;
    }

    @Override
    long position() {
        return scan.position();
    }

    @Override
    long nextLine() {
        return scan.nextLine();
    }

    @Override
    int recordLength() {
        return scan.record().length();
    }

    @Override
    String raw() {
        String record = scan.record();
        int shown = Math.min(scan.tooLong() ? SHOWN_OF_TOO_LONG : MAX_RAW, record.length());
        StringBuilder text = new StringBuilder(shown);
        for (int i = 0; i < shown; i++) {
            char c = record.charAt(i);
            boolean lone =
                    CsvDecodingReader.isBadByte(c) && (i == 0 || !Character.isHighSurrogate(record.charAt(i - 1)));
            if (lone) {
                CsvText.appendHex(text, c & 0xff);
            } else {
                text.append(c);
            }
        }
        return text.append(shown < record.length() && !scan.tooLong() ? "…" : "")
                .toString();
    }

    @Override
    int unescape(int field, byte[] target) {
        int length = ends[field] - starts[field];
        System.arraycopy(data, starts[field], target, 0, length);
        return length;
    }

    @Override
    public void close() {
        input.close();
    }

    /** Makes room behind {@code length} bytes. */
    byte[] room(int length, int more) {
        if (data.length < length + more + CsvText.SLACK) {
            data = Arrays.copyOf(data, Math.max(2 * data.length, length + more + CsvText.SLACK));
        }
        return data;
    }
}
