package io.headgate.source.file;

/**
 * Goes through one JSON value (RFC 8259) in bytes without building anything. Whoever uses it looks at the byte at {@link #at} and says
 * what is to be passed; false means that the text is no JSON. One thread; may be used for one value after the other.
 */
final class JsonScan {

    static final int MAX_DEPTH = 512;

    private static final long QUOTES = CsvText.repeat('"');
    private static final long BACKSLASHES = CsvText.repeat('\\');
    /** No byte of a word is less than this if none has a bit of it, after it was subtracted. */
    private static final long BLANKS = CsvText.repeat(' ');

    private static final long HIGHS = 0x8080808080808080L;

    byte[] data = new byte[0];
    int at;
    int end;
    /** Bounds of the string or number that was passed last; a string's without its quotes. */
    int tokenStart;

    int tokenEnd;
    /** Whether that string has escapes. */
    boolean escaped;

    /** Begins another value. */
    void reset(byte[] newData, int start, int newEnd) {
        data = newData;
        at = start;
        end = newEnd;
    }

    static boolean isJson(byte[] data, int start, int end) {
        JsonScan json = new JsonScan();
        json.reset(data, start, end);
        return json.value(0) && json.atEnd();
    }

    /** Passes a value of any kind, blanks before it included. */
    boolean value(int depth) {
        space();
        if (at >= end || depth > MAX_DEPTH) {
            return false;
        }
        return switch (data[at]) {
            case '{' -> collection('}', true, depth);
            case '[' -> collection(']', false, depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    /** Whether nothing but blanks follows. */
    boolean atEnd() {
        space();
        return at == end;
    }

    private boolean collection(char close, boolean named, int depth) {
        at++;
        space();
        if (accept(close)) {
            return true;
        }
        do {
            if (named && !name()) {
                return false;
            }
            if (!value(depth + 1)) {
                return false;
            }
            space();
        } while (accept(','));
        return accept(close);
    }

    /** Passes a field's name and the colon; the name is the token. */
    boolean name() {
        space();
        if (at >= end || data[at] != '"' || !string()) {
            return false;
        }
        space();
        return accept(':');
    }

    /** Passes a string, beginning at its opening quote. */
    boolean string() {
        int from = at + 1;
        tokenStart = from;
        escaped = false;
        int i = from;
        while (i < end) {
            if (i + 8 <= end) {
                long word = CsvText.word(data, i);
                long found = CsvText.firstEqual(word, QUOTES) | CsvText.firstEqual(word, BACKSLASHES) | controls(word);
                if (found == 0) {
                    i += 8;
                    continue;
                }
                i += Long.numberOfTrailingZeros(found) >>> 3;
            }
            int b = data[i];
            if (b == '"') {
                tokenEnd = i;
                at = i + 1;
                return true;
            }
            if (b >= 0 && b < 0x20) {
                return false;
            }
            if (b == '\\') {
                escaped = true;
                i = escape(i);
                if (i < 0) {
                    return false;
                }
            }
            i++;
        }
        return false;
    }

    /** High bits of bytes below a blank: the lowest is exact, those above it may be wrong. */
    private static long controls(long word) {
        return (word - BLANKS) & ~word & HIGHS;
    }

    /** The last byte of the escape that begins at a backslash, or -1. */
    private int escape(int backslash) {
        int i = backslash + 1;
        if (i < end && data[i] == 'u') {
            if (i + 4 >= end) {
                return -1;
            }
            for (int k = 1; k <= 4; k++) {
                if (digit(data[i + k]) < 0) {
                    return -1;
                }
            }
            return i + 4;
        }
        return i < end && "\"\\/bfnrt".indexOf(data[i]) >= 0 ? i : -1;
    }

    /** A hexadecimal digit's value; unlike {@link Character#digit} of ASCII only, which bytes below zero are not. */
    static int digit(byte b) {
        return b < 0 ? -1 : Character.digit((char) b, 16);
    }

    /** Passes a number. */
    boolean number() {
        tokenStart = at;
        accept('-');
        int first = at;
        if (!digits() || data[first] == '0' && at - first > 1) {
            return false;
        }
        if (accept('.') && !digits()) {
            return false;
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            if (!digits()) {
                return false;
            }
        }
        tokenEnd = at;
        return true;
    }

    private boolean digits() {
        int first = at;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at > first;
    }

    /** Passes true, false or null, whichever is said. */
    boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!accept(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    boolean accept(char wanted) {
        if (at < end && data[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    void space() {
        while (at < end && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
            at++;
        }
    }

    /**
     * Writes the string that was passed last, in UTF-8 and without its escapes.
     *
     * @param target as long as the token at least
     * @return the length, or -1 if an escape is half a character
     */
    int unescape(byte[] target) {
        int out = 0;
        int i = tokenStart;
        while (i < tokenEnd) {
            if (data[i] != '\\') {
                target[out++] = data[i++];
                continue;
            }
            int kind = data[i + 1];
            if (kind != 'u') {
                target[out++] = plain(kind);
                i += 2;
                continue;
            }
            int c = unit(i);
            i += 6;
            if (Character.isSurrogate((char) c)) {
                boolean pair = Character.isHighSurrogate((char) c)
                        && i + 6 <= tokenEnd
                        && data[i] == '\\'
                        && data[i + 1] == 'u'
                        && Character.isLowSurrogate((char) unit(i));
                if (!pair) {
                    return -1;
                }
                c = Character.toCodePoint((char) c, (char) unit(i));
                i += 6;
            }
            out = utf8(c, target, out);
        }
        return out;
    }

    private static byte plain(int kind) {
        return (byte)
                switch (kind) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> kind;
                };
    }

    private int unit(int backslash) {
        int c = 0;
        for (int k = 2; k < 6; k++) {
            c = c << 4 | digit(data[backslash + k]);
        }
        return c;
    }

    /** An escape is never shorter than the character in UTF-8. */
    private static int utf8(int c, byte[] target, int at) {
        int out = at;
        if (c < 0x80) {
            target[out++] = (byte) c;
        } else if (c < 0x800) {
            target[out++] = (byte) (0xc0 | c >> 6);
            target[out++] = (byte) (0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            target[out++] = (byte) (0xe0 | c >> 12);
            target[out++] = (byte) (0x80 | c >> 6 & 0x3f);
            target[out++] = (byte) (0x80 | c & 0x3f);
        } else {
            target[out++] = (byte) (0xf0 | c >> 18);
            target[out++] = (byte) (0x80 | c >> 12 & 0x3f);
            target[out++] = (byte) (0x80 | c >> 6 & 0x3f);
            target[out++] = (byte) (0x80 | c & 0x3f);
        }
        return out;
    }
}
