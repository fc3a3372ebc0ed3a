package io.headgate.metadata;

import java.nio.file.Path;

class MetadataQueriesH2Test extends MetadataQueriesTest {

    @Override
    String url(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("repository") + ";WRITE_DELAY=0";
    }

    @Override
    String user() {
        return "sa";
    }
}
