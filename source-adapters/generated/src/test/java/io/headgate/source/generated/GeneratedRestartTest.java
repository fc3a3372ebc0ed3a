package io.headgate.source.generated;

import io.headgate.api.source.IDataSource;
import io.headgate.testkit.source.SourceRestartSuite;

class GeneratedRestartTest extends SourceRestartSuite {

    @Override
    protected IDataSource createSource() {
        return GeneratedSources.twoStreams();
    }
}
