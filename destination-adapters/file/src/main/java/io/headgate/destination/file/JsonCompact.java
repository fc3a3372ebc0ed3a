package io.headgate.destination.file;

/**
 * Copies a JSON text on one line: white space between tokens is left out, everything else stays to the letter. Checks the grammar
 * on the way, since one broken value would break the line that it stands in. One thread.
 */
final class JsonCompact {

    private static final TextBuffer NOWHERE = new TextBuffer();

    private byte[] data = {};
    private int at;
    private int end;
    private TextBuffer out = NOWHERE;

    /**
     * @throws UnfitValueException if the text is not one valid JSON value
     */
    void copy(byte[] source, int start, int stop, TextBuffer target) {
        data = source;
        at = start;
        end = stop;
        out = target;
        value(0);
        skipSpace();
        if (at < end) {
            throw broken();
        }
    }

    private UnfitValueException broken() {
        return new UnfitValueException("BAD_JSON", "the value is not valid JSON and cannot stand in a JSON line");
    }

    private void value(int depth) {
        if (depth > JsonValues.MAX_DEPTH) {
            throw new UnfitValueException(
                    "TOO_DEEP", "the value is nested more than " + JsonValues.MAX_DEPTH + " deep");
        }
        int first = peek();
        switch (first) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        }
    }

    private void object(int depth) {
        take('{');
        if (peek() != '}') {
            member(depth);
            while (peek() == ',') {
                take(',');
                member(depth);
            }
        }
        take('}');
    }

    private void member(int depth) {
        if (peek() != '"') {
            throw broken();
        }
        string();
        take(':');
        value(depth + 1);
    }

    private void array(int depth) {
        take('[');
        if (peek() != ']') {
            value(depth + 1);
            while (peek() == ',') {
                take(',');
                value(depth + 1);
            }
        }
        take(']');
    }

    private void string() {
        int start = at++;
        int seen = 0;
        while (current() != '"') {
            int unit = current();
            seen |= data[at];
            if (unit < 0x20) {
                throw broken();
            }
            if (unit == '\\') {
                at++;
                escape();
            } else {
                at++;
            }
        }
        at++;
        if (seen < 0 && !Utf8.isValid(data, start, at)) {
            throw new UnfitValueException("INVALID_UTF8", "the text is not valid UTF-8");
        }
        out.put(data, start, at - start);
    }

    private void escape() {
        int kind = current();
        at++;
        if (kind == 'u') {
            for (int i = 0; i < 4; i++) {
                if (Character.digit(current(), 16) < 0) {
                    throw broken();
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(kind) < 0) {
            throw broken();
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            take(word.charAt(i));
        }
    }

    private void number() {
        int start = at;
        if (at < end && data[at] == '-') {
            at++;
        }
        if (at < end && data[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && data[at] == '.') {
            at++;
            digits();
        }
        if (at < end && (data[at] | 0x20) == 'e') {
            at++;
            if (at < end && (data[at] == '+' || data[at] == '-')) {
                at++;
            }
            digits();
        }
        out.put(data, start, at - start);
    }

    private void digits() {
        int start = at;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw broken();
        }
    }

    private void take(int expected) {
        skipSpaceUnlessLetter(expected);
        if (current() != expected) {
            throw broken();
        }
        out.put(expected);
        at++;
    }

    private void skipSpaceUnlessLetter(int expected) {
        if (expected < 'a' || expected > 'z') {
            skipSpace();
        }
    }

    private int peek() {
        skipSpace();
        return current();
    }

    private int current() {
        if (at >= end) {
            throw broken();
        }
        return data[at] & 0xFF;
    }

    private void skipSpace() {
        while (at < end && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
            at++;
        }
    }
}
