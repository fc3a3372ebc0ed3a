package io.headgate.source.file;

import java.io.IOException;
import java.io.Reader;

/**
 * Cuts decoded text into records, by the same rules as {@link CsvScan}, with a delimiter of any length. One thread.
 */
final class CsvCharScan {

    private static final int FIELD_START = 0;
    private static final int TEXT = 1;
    private static final int QUOTED = 2;
    private static final int QUOTE_IN_QUOTED = 3;
    private static final int END = -1;

    private final Reader reader;
    private final String delimiter;
    private final int quote;
    private final int maxRecord;
    private final char[] buffer;
    private int at;
    private int limit;
    private long position;

    private final StringBuilder record = new StringBuilder();
    private String text = "";
    private long length;
    private long line;
    private long nextLine;
    private int state;
    /** Characters of the delimiter that the text ends with so far, and where a mismatch falls back to (Knuth, Morris, Pratt). */
    private int matched;

    private final int[] fallBack;

    CsvCharScan(Reader reader, CsvFormat format, long position, long line, int bufferSize, int maxRecord)
            throws IOException {
        this.reader = reader;
        this.delimiter = format.delimiter;
        this.quote = format.quote.isEmpty() ? END - 1 : format.quote.charAt(0);
        this.maxRecord = maxRecord;
        this.buffer = new char[bufferSize];
        this.nextLine = line;
        this.fallBack = fallBack(delimiter);
        while (this.position < position && peek() != END) {
            read();
        }
    }

    /** Passes over the next character if it is this one. */
    void skip(char wanted) throws IOException {
        if (peek() == wanted) {
            read();
        }
    }

    /** Moves to the next record that is not a blank line. */
    boolean next() throws IOException {
        do {
            if (peek() == END) {
                text = "";
                return false;
            }
            readRecord();
        } while (length == 0);
        text = record.toString();
        return true;
    }

    private void readRecord() throws IOException {
        record.setLength(0);
        length = 0;
        line = nextLine;
        state = FIELD_START;
        matched = 0;
        while (true) {
            int c = read();
            if (c == END) {
                return;
            }
            boolean lineEnd = c == '\n' || c == '\r';
            boolean pair = c == '\r' && peek() == '\n';
            nextLine += lineEnd ? 1 : 0;
            if (lineEnd && state != QUOTED) {
                if (pair) {
                    read();
                }
                return;
            }
            append((char) c);
            if (pair) {
                append((char) read());
            }
            follow((char) c);
        }
    }

    private void append(char c) {
        length++;
        if (length <= maxRecord) {
            record.append(c);
        }
    }

    private void follow(char c) {
        if (state == QUOTED) {
            state = c == quote ? QUOTE_IN_QUOTED : QUOTED;
        } else if (c == quote && (state == FIELD_START || state == QUOTE_IN_QUOTED)) {
            state = QUOTED;
            matched = 0;
        } else {
            while (matched > 0 && c != delimiter.charAt(matched)) {
                matched = fallBack[matched - 1];
            }
            matched += c == delimiter.charAt(matched) ? 1 : 0;
            state = matched == delimiter.length() ? FIELD_START : TEXT;
            matched = state == FIELD_START ? 0 : matched;
        }
    }

    private static int[] fallBack(String pattern) {
        int[] table = new int[pattern.length()];
        int k = 0;
        for (int i = 1; i < table.length; i++) {
            while (k > 0 && pattern.charAt(i) != pattern.charAt(k)) {
                k = table[k - 1];
            }
            k += pattern.charAt(i) == pattern.charAt(k) ? 1 : 0;
            table[i] = k;
        }
        return table;
    }

    private int peek() throws IOException {
        if (at == limit) {
            limit = Math.max(0, reader.read(buffer, 0, buffer.length));
            at = 0;
        }
        return at < limit ? buffer[at] : END;
    }

    private int read() throws IOException {
        int c = peek();
        if (c != END) {
            at++;
            position++;
        }
        return c;
    }

    String record() {
        return text;
    }

    long position() {
        return position;
    }

    long line() {
        return line;
    }

    long nextLine() {
        return nextLine;
    }

    boolean inQuotes() {
        return state == QUOTED;
    }

    boolean tooLong() {
        return length > maxRecord;
    }

    long length() {
        return length;
    }

    int maxRecord() {
        return maxRecord;
    }
}
