package io.headgate.source.file;

import io.headgate.source.file.common.FileCuts;
import io.headgate.source.file.common.FileInput;
import java.nio.file.Path;

/**
 * Finds places at which a plain file can be cut: beginnings of records, exactly, by following quotes from a known beginning. Most
 * of the way is done eight bytes at a time; close to a wanted place {@link CsvScan} goes on byte by byte. One thread.
 */
final class CsvCuts implements FileCuts {

    private static final long LINE_FEEDS = CsvText.repeat('\n');
    private static final long RETURNS = CsvText.repeat('\r');
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private final FileInput input;
    private final CsvFormat format;
    private final long quotes;
    private final Cut beginning;
    /** One byte of what came before, then what was read, then slack. */
    private final byte[] data;

    private long base;
    private int at = 1;
    private int limit = 1;
    private boolean ended;
    private boolean quoted;
    private long line;

    /**
     * @param from beginning of a record
     * @param line its line
     * @param end first byte that is not looked at
     * @param bufferSize bytes read at once
     */
    CsvCuts(Path path, CsvFormat format, long from, long line, long end, int bufferSize) {
        this.format = format;
        this.quotes = CsvText.repeat(format.quoteByte);
        this.input = FileInput.open(path, from, end);
        this.data = new byte[1 + Math.max(bufferSize, 4) + CsvText.SLACK];
        this.beginning = new Cut(from, line);
        this.base = from - 1;
        this.line = line;
        this.data[0] = '\n';
        if (from == 0) {
            skipByteOrderMark();
        }
    }

    private void skipByteOrderMark() {
        for (byte expected : BYTE_ORDER_MARK) {
            if (at == limit && !fill() || data[at] != expected) {
                return;
            }
            at++;
        }
        data[at - 1] = '\n';
    }

    @Override
    public Cut next(long target) {
        if (format.quoteByte != CsvFormat.NO_BYTE && !format.hasEscape()) {
            while (offset() < target && (at < limit || fill())) {
                if (quoted) {
                    runQuoted(target);
                } else {
                    runPlain(target);
                }
            }
        }
        return stepTo(target);
    }

    private long offset() {
        return base + at;
    }

    /** Where in the buffer the target is, or its end. */
    private int stop(long target) {
        return (int) Math.min(limit, target - base);
    }

    /** Outside quotes: up to behind the next opening quote, the target or the end of the buffer. */
    private void runPlain(long target) {
        byte[] b = data;
        int stop = stop(target);
        int i = at;
        while (i < stop) {
            long word = CsvText.word(b, i);
            long found = CsvText.firstEqual(word, quotes);
            int length = found == 0 ? 8 : Long.numberOfTrailingZeros(found) >>> 3;
            if (i + length >= stop) {
                countLines(word, stop - i, b[i - 1]);
                i = stop;
                break;
            }
            countLines(word, length, b[i - 1]);
            i += length;
            if (found != 0) {
                quoted = opensField(b[i - 1]);
                i++;
                if (quoted) {
                    break;
                }
            }
        }
        at = i;
    }

    private boolean opensField(byte before) {
        return before == format.delimiterByte || before == '\n' || before == '\r';
    }

    /** Within quotes: up to behind the quote that closes, the target or the end of the buffer. */
    private void runQuoted(long target) {
        byte[] b = data;
        int stop = stop(target);
        int i = at;
        while (i < stop) {
            long word = CsvText.word(b, i);
            long found = CsvText.firstEqual(word, quotes);
            int length = found == 0 ? 8 : Long.numberOfTrailingZeros(found) >>> 3;
            if (i + length >= stop) {
                countLines(word, stop - i, b[i - 1]);
                i = stop;
                break;
            }
            countLines(word, length, b[i - 1]);
            i += length;
            if (found != 0) {
                at = i;
                quoted = !closes();
                return;
            }
        }
        at = i;
    }

    /** Passes a quote within quotes, and the one after it if there is one: then it is text. */
    private boolean closes() {
        at++;
        if (at == limit && !fill()) {
            return true;
        }
        if (data[at] != format.quoteByte) {
            return true;
        }
        at++;
        return false;
    }

    /** Counts the line ends among the first bytes of a word: line feeds, returns, and pairs of them as one. */
    private void countLines(long word, int length, byte before) {
        if (length <= 0) {
            return;
        }
        long part = length >= 8 ? -1L : (1L << (length << 3)) - 1;
        long feeds = CsvText.allEqual(word, LINE_FEEDS) & part;
        long returns = CsvText.allEqual(word, RETURNS) & part;
        line += Long.bitCount(feeds);
        if (returns != 0 || before == '\r') {
            long pairs = feeds & (returns << 8 | (before == '\r' ? 0x80L : 0L));
            line += Long.bitCount(returns) - Long.bitCount(pairs);
        }
    }

    /** Byte by byte to the first beginning of a record at or behind the target. */
    private Cut stepTo(long target) {
        if (!quoted && offset() >= target && isLineEnd(data[at - 1]) && !splitsPair()) {
            return new Cut(offset(), line);
        }
        CsvScan scan = new CsvScan(format, quoted, opensField(data[at - 1]), data[at - 1] == '\r');
        boolean over = false;
        while (at < limit || fill()) {
            boolean feed = scan.afterCarriageReturn() && data[at] == '\n';
            if (over && !feed && offset() >= target) {
                break;
            }
            over = scan.step(data[at]) || over && feed;
            at++;
        }
        quoted = false;
        line += scan.lines();
        return new Cut(offset(), line);
    }

    private boolean splitsPair() {
        return data[at - 1] == '\r' && (at < limit || fill()) && data[at] == '\n';
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }

    @Override
    public Cut last() {
        CsvScan scan = new CsvScan(format);
        Cut last = beginning;
        boolean over = false;
        while (at < limit || fill()) {
            boolean feed = scan.afterCarriageReturn() && data[at] == '\n';
            over = scan.step(data[at]) || over && feed;
            at++;
            if (over) {
                last = new Cut(offset(), line + scan.lines());
            }
        }
        return last;
    }

    /** Reads on once everything was looked at. False at the end. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        data[0] = data[limit - 1];
        base += limit - 1;
        at = 1;
        limit = 1;
        int got = input.read(data, 1, data.length - 1 - CsvText.SLACK);
        ended = got < 0;
        limit += Math.max(got, 0);
        return got > 0;
    }

    @Override
    public void close() {
        input.close();
    }
}
