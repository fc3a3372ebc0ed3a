package io.headgate.benchmarks;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One array of JSON objects as DSL-JSON reads it: each number as a double, each text decoded. */
final class DslJsonArrays {

    private static final int BUFFER = 1 << 16;

    private final JsonReader<Object> json;
    private final TextValues texts;
    private final boolean converted;
    private final StringBuilder text = new StringBuilder();
    private double sum;

    private DslJsonArrays(JsonReader<Object> json, TextValues texts) {
        this.json = json;
        this.texts = texts;
        this.converted = texts.isConverted();
    }

    static long read(Path file, TextValues texts) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new DslJsonArrays(new DslJson<>().newReader(in, new byte[BUFFER]), texts).rows();
        }
    }

    private long rows() throws IOException {
        if (json.getNextToken() != '[') {
            throw new IOException("no array of JSON");
        }
        long rows = 0;
        byte token = json.getNextToken();
        while (token == '{') {
            rows++;
            row();
            token = next();
        }
        return sum == 0 ? 0 : rows;
    }

    private void row() throws IOException {
        byte token = json.getNextToken();
        while (token == '"') {
            int column = -1;
            if (converted) {
                column = texts.column(json.readKey());
            } else {
                json.fillName();
                json.getNextToken();
            }
            value(column);
            token = next();
        }
    }

    /** What follows a value and its comma. */
    private byte next() throws IOException {
        byte token = json.getNextToken();
        return token == ',' ? json.getNextToken() : token;
    }

    private void value(int column) throws IOException {
        switch (json.last()) {
            case '"' -> {
                if (converted) {
                    sum += texts.take(column, json.readString());
                } else {
                    text.setLength(0);
                    sum += json.appendString(text).length();
                }
            }
            case 't' -> json.wasTrue();
            case 'f' -> json.wasFalse();
            case 'n' -> json.wasNull();
            default -> sum += NumberConverter.deserializeDouble(json);
        }
    }
}
