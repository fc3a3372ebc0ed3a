package io.headgate.source.file;

import io.headgate.api.error.HeadgateException;
import io.headgate.source.file.common.FileErrorCode;
import io.headgate.source.file.common.FileInput;
import java.util.Arrays;

/**
 * The elements of an array, one after the other. Only brackets and strings are looked at: whether an element is valid is found out by
 * whoever takes it apart, so that a broken one does not stop the others, as long as its brackets match.
 */
final class JsonElements extends JsonSlices {

    private static final long QUOTES = CsvText.repeat('"');
    private static final long BACKSLASHES = CsvText.repeat('\\');

    private final String file;
    private byte[] open = new byte[32];
    private int depth;
    private long nextLine;
    private final boolean single;
    private boolean ended;

    /**
     * @param position of the first byte that the input gives: the one after the array's bracket, or after an element
     * @param number of the element that follows
     * @param single whether there is no array, but one value (or none, if the input is empty)
     */
    JsonElements(
            FileInput input, String file, long position, long number, boolean single, int bufferSize, int maxRecord) {
        super(input, position, bufferSize, maxRecord);
        this.file = file;
        this.nextLine = number;
        this.single = single;
    }

    @Override
    boolean next() {
        if (ended) {
            return false;
        }
        beginRecord();
        int first = afterBlanks();
        if (single && (first < 0 || nextLine > 1)) {
            ended = true;
            return false;
        }
        if (first == ']') {
            pass();
            ended = true;
            return false;
        }
        if (nextLine > 1) {
            if (first != ',') {
                throw bad("is followed by " + shown(first) + ", not by a comma or the end of the array", nextLine - 1);
            }
            pass();
            first = afterBlanks();
        }
        if (first < 0 || first == ',' || first == ']' || first == '}') {
            throw bad("is missing: " + shown(first) + " stands in its place", nextLine);
        }
        element((byte) first);
        found(from, scan);
        line = nextLine;
        nextLine++;
        from = scan;
        return true;
    }

    private void pass() {
        scan++;
        from = scan;
    }

    /** The next byte that is no blank, not passed; -1 at the end of the file. */
    private int afterBlanks() {
        while (true) {
            while (scan < limit) {
                byte b = data[scan];
                if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                    from = scan;
                    return b & 0xff;
                }
                scan++;
            }
            from = scan;
            if (!more()) {
                return -1;
            }
        }
    }

    private void element(byte first) {
        if (first == '{' || first == '[') {
            structure();
        } else if (first == '"') {
            scan++;
            string();
        } else {
            word();
        }
    }

    /** Up to behind the bracket that closes the one at {@link #scan}. */
    private void structure() {
        depth = 0;
        do {
            if (scan == limit && !more()) {
                throw notWhole();
            }
            byte b = data[scan++];
            switch (b) {
                case '"' -> string();
                case '{', '[' -> push(b);
                case '}', ']' -> pop(b);
                default -> {
                    // Whether it is in its place is not this one's business.
                }
            }
        } while (depth > 0);
    }

    private void push(byte bracket) {
        if (depth == JsonScan.MAX_DEPTH) {
            throw bad("is nested more than " + JsonScan.MAX_DEPTH + " deep", nextLine);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = bracket;
    }

    private void pop(byte bracket) {
        byte opened = open[--depth];
        if (opened == '{' != (bracket == '}')) {
            throw bad(
                    "is broken at byte " + offset(scan - 1) + ", where a '" + (char) bracket + "' closes a '"
                            + (char) opened + "'",
                    nextLine);
        }
    }

    /** Up to behind the quote that closes. */
    private void string() {
        while (true) {
            while (scan < limit) {
                long word = CsvText.word(data, scan);
                long found = CsvText.firstEqual(word, QUOTES) | CsvText.firstEqual(word, BACKSLASHES);
                if (found == 0) {
                    scan += 8;
                    continue;
                }
                scan += Long.numberOfTrailingZeros(found) >>> 3;
                if (scan >= limit) {
                    break;
                }
                if (data[scan] == '"') {
                    scan++;
                    return;
                }
                // What the backslash escapes may be a quote, and may not have been read yet.
                scan += 2;
            }
            int ahead = Math.max(0, scan - limit);
            boolean escape = ahead == 1 && data[limit - 1] == '\\';
            scan = limit;
            if (!more()) {
                throw notWhole();
            }
            scan += escape ? 1 : 0;
        }
    }

    /** A number or a word: up to what separates elements. */
    private void word() {
        while (scan < limit || more()) {
            byte b = data[scan];
            if (b == ',' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                return;
            }
            scan++;
        }
        throw notWhole();
    }

    /** Reads behind the end of the array to the end of the file, of which nothing but blanks may be left. */
    void requireNothingMore() {
        beginRecord();
        int next = afterBlanks();
        if (next >= 0) {
            throw new HeadgateException(
                    FileErrorCode.BAD_FILE,
                    file + ": " + shown(next) + " follows the end of the array, at byte " + position()
                            + ": a file holds one array. If each line is a record, set layout = \"lines\"");
        }
    }

    @Override
    long nextLine() {
        return nextLine;
    }

    private static String shown(int b) {
        return b < 0 ? "the end of the file" : b < 0x20 || b > 0x7e ? "a byte " + b : "'" + (char) b + "'";
    }

    private HeadgateException notWhole() {
        return bad("is not closed before the end of the file", nextLine);
    }

    private HeadgateException bad(String what, long number) {
        return new HeadgateException(
                FileErrorCode.BAD_FILE,
                file + ": element " + number + " of the array, at byte " + position() + ", " + what
                        + ": the file is broken or not whole. Copy it again, then start anew with fresh=true");
    }
}
