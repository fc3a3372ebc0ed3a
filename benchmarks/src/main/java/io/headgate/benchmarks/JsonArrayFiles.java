package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** One array of JSON objects. */
final class JsonArrayFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "json";
    }

    @Override
    public String library() {
        return "DSL-JSON 2, streaming, every value of an array";
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public String source(Path file) {
        return "name = \"json\"\nconfig = { source_path = \"" + file + "\" }\n";
    }

    @Override
    public void write(DataFile data, Path file) throws IOException {
        CsvRows.write(data, file, "[", JsonTexts::append, ",\n", "]\n");
    }

    @Override
    public long read(Path file, TextValues texts) throws IOException {
        return DslJsonArrays.read(file, texts);
    }
}
