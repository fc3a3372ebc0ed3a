package io.headgate.source.file;

import io.headgate.source.file.common.FileInput;
import java.util.Arrays;

/**
 * Tokenizes the bytes of a plain format straight from the read buffer: no character and no object is made. A record that is not
 * whole in the buffer is begun anew once more has been read; the buffer grows to the largest record allowed, beyond which the
 * record is passed over and reported.
 */
final class CsvByteTokenizer extends CsvTokenizer {

    static final int DEFAULT_BUFFER = 1 << 18;
    static final int MAX_RECORD = 16 << 20;

    private static final int SHOWN_OF_TOO_LONG = 4096;
    private static final int AGAIN = -1;

    private final FileInput input;
    private final CsvFormat format;
    private final int maxFields;
    private final int maxRecord;
    private final byte delimiter;
    private final long delimiters;
    private final int quote;
    private final long quotes;
    /** File offset of {@code data[0]}. */
    private long base;

    private int begin;
    private int limit;
    private boolean ended;
    /** The current record without its line end, and where the next one begins. */
    private int recordStart;

    private int recordEnd;
    private int after;
    private long nextLine;
    /** Line ends within the record. */
    private int innerLines;

    private boolean badQuote;
    private boolean unterminated;

    CsvByteTokenizer(
            FileInput input, CsvFormat format, long position, long line, int maxFields, int bufferSize, int maxRecord) {
        this.input = input;
        this.format = format;
        this.maxFields = maxFields;
        this.maxRecord = maxRecord;
        this.delimiter = format.delimiterByte;
        this.delimiters = CsvText.repeat(format.delimiterByte);
        this.quote = format.quoteByte;
        this.quotes = CsvText.repeat(format.quoteByte);
        this.base = position;
        this.nextLine = line;
        this.data = new byte[bufferSize + CsvText.SLACK];
        if (position == 0) {
            skipByteOrderMark();
        }
    }

    private void skipByteOrderMark() {
        while (limit < 3 && fill()) {
            // A tiny buffer or a slow input gives them one by one.
        }
        boolean marked = limit >= 3 && data[0] == (byte) 0xef && data[1] == (byte) 0xbb && data[2] == (byte) 0xbf;
        begin = marked && format.toUtf8 == null ? 3 : 0;
    }

    @Override
    boolean next() {
        while (true) {
            problem = null;
            innerLines = 0;
            badQuote = false;
            unterminated = false;
            line = nextLine;
            if (begin >= limit && !fill()) {
                recordStart = begin;
                recordEnd = begin;
                return false;
            }
            if (!scanRecord()) {
                if (!fill()) {
                    return passOver();
                }
                continue;
            }
            begin = after;
            nextLine = line + 1 + innerLines;
            if (recordEnd > recordStart) {
                finish();
                return true;
            }
        }
    }

    private void finish() {
        if (unterminated) {
            problem = CsvProblem.unterminatedQuote(line);
        } else if (badQuote) {
            problem = CsvProblem.BAD_QUOTE;
        }
    }

    /** Takes the record at {@code begin} apart. False if its end is not in the buffer yet. */
    private boolean scanRecord() {
        byte[] b = data;
        int n = 0;
        int i = begin;
        while (true) {
            if (n == starts.length && n < maxFields) {
                growFields();
            }
            int field = Math.min(n, starts.length - 1);
            i = i < limit && b[i] == quote ? quotedField(i, field) : plainField(i, field);
            if (i == AGAIN) {
                return false;
            }
            n++;
            if (i >= limit) {
                return ended && endRecord(n, limit, limit);
            }
            byte c = b[i];
            if (c == '\n') {
                return endRecord(n, i, i + 1);
            }
            if (c == '\r') {
                return i + 1 < limit
                        ? endRecord(n, i, b[i + 1] == '\n' ? i + 2 : i + 1)
                        : ended && endRecord(n, i, i + 1);
            }
            i++;
        }
    }

    private boolean endRecord(int fields, int end, int next) {
        count = fields;
        recordStart = begin;
        recordEnd = end;
        after = next;
        return true;
    }

    private int plainField(int from, int field) {
        int end = from;
        byte kind = PLAIN;
        if (format.hasEscape()) {
            end = escapedEnd(from, false);
            if (end == AGAIN) {
                return AGAIN;
            }
            kind = contains(from, end, (byte) format.escapeByte) ? PLAIN_ESCAPED : PLAIN;
            innerLines += kind == PLAIN ? 0 : CsvText.lineEnds(data, from, end);
        } else {
            end = CsvText.fieldEnd(data, from, limit, delimiters);
        }
        starts[field] = from;
        ends[field] = end;
        kinds[field] = kind;
        return end;
    }

    /** Takes the field whose opening quote is at {@code from}; returns where its delimiter or line end is. */
    private int quotedField(int from, int field) {
        byte[] b = data;
        byte kind = QUOTED;
        int i = from + 1;
        int close;
        while (true) {
            close = format.hasEscape() ? escapedEnd(i, true) : CsvText.find(b, i, limit, quotes);
            if (close == AGAIN || close >= limit) {
                return close != AGAIN && ended ? unterminated(from, field) : AGAIN;
            }
            if (close + 1 >= limit && !ended) {
                return AGAIN;
            }
            if (format.hasEscape() || close + 1 >= limit || b[close + 1] != quote) {
                break;
            }
            kind = QUOTED_ESCAPED;
            i = close + 2;
        }
        if (format.hasEscape() && contains(from + 1, close, (byte) format.escapeByte)) {
            kind = QUOTED_ESCAPED;
        }
        starts[field] = from + 1;
        ends[field] = close;
        kinds[field] = kind;
        innerLines += CsvText.lineEnds(b, from + 1, close);
        return afterClosingQuote(close + 1);
    }

    private int afterClosingQuote(int from) {
        if (from >= limit) {
            return from;
        }
        byte c = data[from];
        if (c == delimiter || c == '\n' || c == '\r') {
            return from;
        }
        badQuote = true;
        int end = format.hasEscape() ? escapedEnd(from, false) : CsvText.fieldEnd(data, from, limit, delimiters);
        if (end != AGAIN && format.hasEscape()) {
            innerLines += CsvText.lineEnds(data, from, end);
        }
        return end;
    }

    private int unterminated(int from, int field) {
        unterminated = true;
        starts[field] = from + 1;
        ends[field] = limit;
        kinds[field] = QUOTED;
        innerLines += CsvText.lineEnds(data, from + 1, limit);
        return limit;
    }

    /** The quote that closes the field, or the end of a field without quotes, in a format with an escape character. */
    private int escapedEnd(int from, boolean quoted) {
        for (int i = from; i < limit; i++) {
            byte b = data[i];
            if (b == format.escapeByte) {
                boolean pair = i + 2 < limit && data[i + 1] == '\r' && data[i + 2] == '\n';
                if (!ended && i + 2 >= limit) {
                    return AGAIN;
                }
                i += pair ? 2 : 1;
            } else if (quoted ? b == quote : b == delimiter || b == '\n' || b == '\r') {
                return i;
            }
        }
        return limit;
    }

    private boolean contains(int from, int to, byte wanted) {
        return CsvText.find(data, from, to, CsvText.repeat(wanted)) < to;
    }

    /** Reads more behind what is there. False if there is no more, or no room for more. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        if (begin > 0) {
            System.arraycopy(data, begin, data, 0, limit - begin);
            base += begin;
            limit -= begin;
            begin = 0;
        }
        int capacity = data.length - CsvText.SLACK;
        if (limit == capacity) {
            if (capacity >= maxRecord) {
                return false;
            }
            capacity = (int) Math.min(maxRecord, 2L * capacity);
            data = Arrays.copyOf(data, capacity + CsvText.SLACK);
        }
        int got = input.read(data, limit, capacity - limit);
        ended = got < 0;
        limit += Math.max(got, 0);
        // The end is news as well: a record that waited for more may be whole now.
        return got >= 0 || limit > begin;
    }

    /** Passes over a record that is longer than allowed, keeping its beginning to show. */
    private boolean passOver() {
        CsvScan scan = new CsvScan(format);
        int shown = Math.min(SHOWN_OF_TOO_LONG, limit / 2);
        byte[] head = Arrays.copyOf(data, shown);
        long length = passToEnd(scan, shown);
        System.arraycopy(head, 0, data, 0, shown);
        recordStart = 0;
        recordEnd = shown;
        count = 0;
        nextLine = line + scan.lines();
        problem = scan.inQuotes() ? CsvProblem.unterminatedQuote(line) : CsvProblem.tooLong(length, maxRecord);
        return true;
    }

    /** Moves {@code begin} behind the record, leaving at least {@code reserved} bytes before it. Returns the record's length. */
    private long passToEnd(CsvScan scan, int reserved) {
        long length = 0;
        int i = 0;
        boolean over = false;
        while (true) {
            for (; i < limit; i++) {
                if (over && !(scan.afterCarriageReturn() && data[i] == '\n')) {
                    begin = i;
                    return length;
                }
                over |= scan.step(data[i]);
                length++;
            }
            base += limit - reserved;
            limit = reserved;
            i = reserved;
            int got = input.read(data, reserved, data.length - CsvText.SLACK - reserved);
            if (got < 0) {
                ended = true;
                begin = limit;
                return length;
            }
            limit += got;
        }
    }

    @Override
    long position() {
        return base + begin;
    }

    @Override
    long nextLine() {
        return nextLine;
    }

    @Override
    int recordLength() {
        return recordEnd - recordStart;
    }

    @Override
    String raw() {
        int end = Math.min(recordEnd, recordStart + MAX_RAW);
        String shown = format.toUtf8 == null
                ? CsvText.printable(data, recordStart, end)
                : CsvText.printable(data, recordStart, end, format.toUtf8);
        return end < recordEnd ? shown + "…" : shown;
    }

    @Override
    int unescape(int field, byte[] target) {
        int length = 0;
        int end = ends[field];
        boolean doubled = !format.hasEscape();
        int marker = doubled ? quote : format.escapeByte;
        for (int i = starts[field]; i < end; i++) {
            if (data[i] == marker && i + 1 < end) {
                i++;
            }
            target[length++] = data[i];
        }
        return length;
    }

    @Override
    public void close() {
        input.close();
    }
}
