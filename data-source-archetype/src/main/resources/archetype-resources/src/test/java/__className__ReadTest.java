package ${package};

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

class ${className}ReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return ${className}Sources.withABrokenRecord();
    }

    @Override
    protected List<Map<String, Object>> expectedRecords(String stream) {
        return LongStream.rangeClosed(1, ${className}Sources.RECORDS)
                .filter(id -> id != ${className}Sources.BROKEN)
                .<Map<String, Object>>mapToObj(id -> Map.of("id", id, "name", "item " + id, "amount", id % 100 + 0.5))
                .toList();
    }

    @Override
    protected int expectedRejects(String stream) {
        return 1;
    }
}
