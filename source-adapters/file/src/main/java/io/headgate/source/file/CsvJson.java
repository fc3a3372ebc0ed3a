package io.headgate.source.file;

/** Checks that text is one JSON value (RFC 8259), without building anything. */
final class CsvJson {

    private static final int MAX_DEPTH = 512;

    private final byte[] data;
    private final int end;
    private int at;

    private CsvJson(byte[] data, int start, int end) {
        this.data = data;
        this.at = start;
        this.end = end;
    }

    static boolean isJson(byte[] data, int start, int end) {
        CsvJson json = new CsvJson(data, start, end);
        if (!json.value(0)) {
            return false;
        }
        json.space();
        return json.at == end;
    }

    private boolean value(int depth) {
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

    private boolean collection(char close, boolean named, int depth) {
        at++;
        space();
        if (accept(close)) {
            return true;
        }
        do {
            if (named) {
                space();
                if (at >= end || data[at] != '"' || !string()) {
                    return false;
                }
                space();
                if (!accept(':')) {
                    return false;
                }
            }
            if (!value(depth + 1)) {
                return false;
            }
            space();
        } while (accept(','));
        return accept(close);
    }

    private boolean string() {
        for (at++; at < end; at++) {
            int b = data[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b >= 0 && b < 0x20 || b == '\\' && !escape()) {
                return false;
            }
        }
        return false;
    }

    /** Leaves the place at the last character of the escape. */
    private boolean escape() {
        at++;
        if (at < end && data[at] == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (at >= end || Character.digit(data[at], 16) < 0) {
                    return false;
                }
            }
            return true;
        }
        return at < end && "\"\\/bfnrt".indexOf(data[at]) >= 0;
    }

    private boolean number() {
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
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int first = at;
        while (at < end && data[at] >= '0' && data[at] <= '9') {
            at++;
        }
        return at > first;
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!accept(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(char wanted) {
        if (at < end && data[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void space() {
        while (at < end && (data[at] == ' ' || data[at] == '\n' || data[at] == '\r' || data[at] == '\t')) {
            at++;
        }
    }
}
