package io.headgate.destination.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link CsvRowText} writes: only what stands without quotes can be a missing value. */
final class CsvHeldText implements HeldText {

    private final int fields;
    private final int delimiter;
    private final String nullText;
    private final HeldBytes bytes;
    private final TextBuffer text = new TextBuffer();
    private int end;

    private CsvHeldText(int fields, FileConfig config, HeldBytes bytes) {
        this.fields = fields;
        this.delimiter = config.delimiter().charAt(0);
        this.nullText = config.nullText();
        this.bytes = bytes;
    }

    static CsvHeldText open(int fields, FileConfig config, HeldBytes bytes) throws IOException {
        CsvHeldText reader = new CsvHeldText(fields, config, bytes);
        if (config.header()) {
            reader.next(new String[fields]);
        }
        return reader;
    }

    @Override
    public boolean next(@Nullable String[] texts) throws IOException {
        Arrays.fill(texts, null);
        int count = 0;
        boolean any = false;
        do {
            String field = field();
            any |= end != HeldBytes.END;
            if (count < fields) {
                texts[count] = field;
            }
            count++;
        } while (end == delimiter);
        if (end == HeldBytes.END) {
            return false;
        }
        if (count != fields) {
            throw new IllegalArgumentException(count + " fields instead of " + fields);
        }
        return any;
    }

    /** The text up to the next delimiter, line end or end of the file, which {@link #end} then tells. */
    private @Nullable String field() throws IOException {
        text.clear();
        boolean quoted = bytes.peek() == '"';
        if (quoted) {
            quoted();
        }
        int start = text.length;
        end = bytes.next();
        while (end != delimiter && end != '\n' && end != HeldBytes.END) {
            text.put(end);
            end = bytes.next();
        }
        if (end == '\n' && text.length > start && text.bytes[text.length - 1] == '\r') {
            text.length--;
        }
        String value = new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
        return !quoted && value.equals(nullText) ? null : value;
    }

    private void quoted() throws IOException {
        bytes.next();
        int value = bytes.next();
        while (value != HeldBytes.END && (value != '"' || bytes.peek() == '"')) {
            if (value == '"') {
                bytes.next();
            }
            text.put(value);
            value = bytes.next();
        }
    }
}
