package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A JSON object in each line. */
final class JsonLinesFiles implements MeasuredFormat {

    @Override
    public String key() {
        return "jsonl";
    }

    @Override
    public String library() {
        return "Jackson 3, streaming, every value";
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
        CsvRows.write(data, file, "", JsonTexts::append, "\n", "\n");
    }

    @Override
    public long read(Path file, TextValues texts) {
        return JsonTexts.read(file, texts);
    }
}
