package io.headgate.destination.file;

import io.headgate.api.data.DataType.Primitive;
import io.headgate.api.data.RowSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonRowText} writes: one object per line. Of an object or array within it only that it is there. */
final class JsonHeldText implements HeldText {

    private final RowSchema schema;
    private final HeldBytes bytes;
    private final TextBuffer line = new TextBuffer();
    private int at;

    JsonHeldText(RowSchema schema, HeldBytes bytes) {
        this.schema = schema;
        this.bytes = bytes;
    }

    @Override
    public boolean next(@Nullable String[] texts) throws IOException {
        line.clear();
        int value = bytes.next();
        while (value != '\n' && value != HeldBytes.END) {
            line.put(value);
            value = bytes.next();
        }
        if (value == HeldBytes.END) {
            return false;
        }
        Arrays.fill(texts, null);
        at = 0;
        object(texts);
        return true;
    }

    private void object(@Nullable String[] texts) {
        expect('{');
        while (peek() != '}') {
            int field = schema.indexOf(string());
            expect(':');
            String text = value();
            if (field < 0) {
                throw new IllegalArgumentException("a field that the stream has not");
            }
            // Of JSON null is a value: a missing one is left out.
            boolean isNullValue = text == null && schema.field(field).type() == Primitive.JSON;
            texts[field] = isNullValue ? "null" : text;
            if (peek() == ',') {
                at++;
            }
        }
    }

    private @Nullable String value() {
        int first = peek();
        if (first == '"') {
            return string();
        }
        int start = at;
        int depth = 0;
        while (depth > 0 || (peek() != ',' && peek() != '}')) {
            int value = peek();
            if (value == '"') {
                string();
                continue;
            }
            depth += value == '{' || value == '[' ? 1 : value == '}' || value == ']' ? -1 : 0;
            at++;
        }
        String text = new String(line.bytes, start, at - start, StandardCharsets.UTF_8);
        return text.equals("null") ? null : text;
    }

    private String string() {
        expect('"');
        TextBuffer text = new TextBuffer();
        for (int value = take(); value != '"'; value = take()) {
            if (value == '\\') {
                escaped(text);
            } else {
                text.put(value);
            }
        }
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }

    private void escaped(TextBuffer text) {
        int value = take();
        switch (value) {
            case 'b' -> text.put('\b');
            case 'f' -> text.put('\f');
            case 'n' -> text.put('\n');
            case 'r' -> text.put('\r');
            case 't' -> text.put('\t');
            case 'u' -> text.putText(Character.toString(unicode()));
            default -> text.put(value);
        }
    }

    private int unicode() {
        int code = hex();
        boolean isPair = Character.isHighSurrogate((char) code) && peek() == '\\';
        if (isPair) {
            at += 2;
            return Character.toCodePoint((char) code, (char) hex());
        }
        return code;
    }

    private int hex() {
        if (at + 4 > line.length) {
            throw cutOff();
        }
        String digits = new String(line.bytes, at, 4, StandardCharsets.US_ASCII);
        at += 4;
        return Integer.parseInt(digits, 16);
    }

    private void expect(int wanted) {
        if (take() != wanted) {
            throw new IllegalArgumentException("'" + (char) wanted + "' is missing");
        }
    }

    private int take() {
        int value = peek();
        at++;
        return value;
    }

    private int peek() {
        if (at >= line.length) {
            throw cutOff();
        }
        return line.bytes[at] & 0xFF;
    }

    private static IllegalArgumentException cutOff() {
        return new IllegalArgumentException("the line is cut off");
    }
}
