package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class GeneratedReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return GeneratedSources.twoStreams();
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        int number = stream.equals("stream_0") ? 0 : 1;
        return LongStream.rangeClosed(1, 50)
                .<Map<String, Object>>mapToObj(
                        id -> Map.of("id", id, "name", "name_" + id, "stream", number, "payload", "xxx"))
                .toList();
    }
}
