package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceReadSuite;
import java.util.List;

class GeneratedReadTest extends SourceReadSuite {

    @Override
    protected IDataSource createSource() {
        return GeneratedSources.twoStreams();
    }

    @Override
    protected List<Integer> expectedRecordCounts() {
        return List.of(50, 50);
    }
}
