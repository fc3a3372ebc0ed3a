package io.headgate.destination.file;

import java.util.Map;

class JsonLinesHoldingsTest extends CsvHoldingsTest {

    @Override
    Map<String, ?> config() {
        return Map.of("format", "jsonl", "line_end", "crlf");
    }
}
