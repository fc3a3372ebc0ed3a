package io.headgate.source.file;

/**
 * Where records end, byte by byte: the same rules as {@link CsvByteTokenizer}, without looking at fields. A quote opens only at the
 * beginning of a field; after a closed quote everything up to the next delimiter or line end is text.
 */
final class CsvScan {

    private static final int FIELD_START = 0;
    private static final int TEXT = 1;
    private static final int QUOTED = 2;
    private static final int QUOTE_IN_QUOTED = 3;
    private static final int ESCAPED_TEXT = 4;
    private static final int ESCAPED_QUOTED = 5;

    private final byte delimiter;
    private final int quote;
    private final int escape;
    private int state = FIELD_START;
    private boolean afterCarriageReturn;
    private long lines;

    CsvScan(CsvFormat format) {
        this.delimiter = format.delimiterByte;
        this.quote = format.quoteByte;
        this.escape = format.escapeByte;
    }

    /**
     * Goes on from the middle of a file.
     *
     * @param quoted whether a quoted field is open
     * @param fieldStart whether a field begins here
     * @param afterCarriageReturn whether the byte before was a carriage return
     */
    CsvScan(CsvFormat format, boolean quoted, boolean fieldStart, boolean afterCarriageReturn) {
        this(format);
        this.state = quoted ? QUOTED : fieldStart ? FIELD_START : TEXT;
        this.afterCarriageReturn = afterCarriageReturn;
    }

    /** Takes one byte. True if it ended a record (or a blank line); a line feed may still follow a carriage return. */
    boolean step(byte b) {
        boolean feedOfPair = b == '\n' && afterCarriageReturn;
        afterCarriageReturn = b == '\r';
        if (feedOfPair) {
            // Belongs to the carriage return before it, which was counted. Within quotes it is text, outside it is
            // nothing.
            return false;
        }
        boolean lineEnd = b == '\n' || b == '\r';
        lines += lineEnd ? 1 : 0;
        boolean ended = lineEnd && state != QUOTED && state != ESCAPED_QUOTED && state != ESCAPED_TEXT;
        state = ended ? FIELD_START : following(b);
        return ended;
    }

    private int following(byte b) {
        return switch (state) {
            case FIELD_START -> b == quote ? QUOTED : text(b);
            case QUOTED -> b == escape ? ESCAPED_QUOTED : b == quote ? QUOTE_IN_QUOTED : QUOTED;
            case QUOTE_IN_QUOTED -> b == quote && escape == CsvFormat.NO_BYTE ? QUOTED : text(b);
            case ESCAPED_QUOTED -> QUOTED;
            case ESCAPED_TEXT -> TEXT;
            default -> text(b);
        };
    }

    private int text(byte b) {
        return b == delimiter ? FIELD_START : b == escape ? ESCAPED_TEXT : TEXT;
    }

    /** Whether a line feed would still belong to the line end that was seen. */
    boolean afterCarriageReturn() {
        return afterCarriageReturn;
    }

    boolean inQuotes() {
        return state == QUOTED || state == ESCAPED_QUOTED;
    }

    /** Line ends so far. */
    long lines() {
        return lines;
    }
}
