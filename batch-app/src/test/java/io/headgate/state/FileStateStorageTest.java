package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.StateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStateStorageTest {

    @TempDir
    Path folder;

    private static StateKey key(String flow, String source, String stream) {
        return new StateKey(flow, source, StateKey.Kind.STREAM, stream);
    }

    @Test
    void namesThatDifferInCaseAloneShareNoFileWhereCaseDoesNotCount() throws IOException {
        FileStateStorage storage = new FileStateStorage(folder);
        List<StateKey> keys = List.of(
                key("flow", "source", "orders"),
                key("flow", "source", "Orders"),
                key("flow", "source", "ORDERS"),
                key("flow", "source", "%4frders"),
                key("flow", "source", "%4Frders"),
                key("Flow", "source", "orders"),
                key("flow", "Source", "orders"));
        for (int i = 0; i < keys.size(); i++) {
            storage.write(keys.get(i), Map.of("n", i));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.toString().endsWith(".json"))
                            .map(file -> file.toString().toLowerCase(Locale.ROOT)))
                    .hasSize(keys.size())
                    .doesNotHaveDuplicates();
        }
        for (int i = 0; i < keys.size(); i++) {
            assertThat(storage.read(keys.get(i))).isEqualTo(Map.of("n", i));
        }
        assertThat(storage.list("flow")).containsAll(keys.subList(0, 5));
    }
}
