package io.headgate.metadata;

import io.headgate.state.TestDatabases;
import java.nio.file.Path;

class MetadataQueriesPostgresTest extends MetadataQueriesTest {

    @Override
    String url(Path folder) {
        return TestDatabases.newPostgresUrl();
    }

    @Override
    String user() {
        return "postgres";
    }
}
