package io.headgate.metadata;

import io.headgate.state.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Every query of docs/metadata.md is the same text for both databases and gives the same answers. */
class MetadataQueriesTest {

    @Nested
    class OnH2 extends MetadataQueries {
        @Override
        String url(Path folder) {
            return "jdbc:h2:file:" + folder.resolve("repository") + ";WRITE_DELAY=0";
        }

        @Override
        String user() {
            return "sa";
        }
    }

    @Nested
    class OnPostgreSql extends MetadataQueries {
        @Override
        String url(Path folder) {
            return TestDatabases.newPostgresUrl();
        }

        @Override
        String user() {
            return "postgres";
        }
    }
}
