package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import io.headgate.api.state.StreamState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every state storage promises, whichever kind it is. */
@Timeout(120)
class StateStorageTest {

    private static final List<String> ODD_NAMES = List.of(
            "a/b",
            "a\\b",
            "..",
            ".",
            "../../etc/passwd",
            ".hidden",
            "with space",
            "100%",
            "a=b:c#d!e",
            "*",
            "~",
            "a~b",
            "tab\there",
            "line\nbreak",
            "\"quoted\"",
            "Straße",
            "日本語",
            "𝄞 clef",
            "con",
            "name.json",
            "x".repeat(150),
            "ü".repeat(150),
            "日".repeat(120),
            ".".repeat(120),
            "%".repeat(199),
            "-",
            "__",
            "'; DROP TABLE X; --");

    @TempDir
    Path home;

    private static StateKey stream(String name) {
        return new StateKey("flow", "source", Kind.STREAM, name);
    }

    private static StateKey other(String name) {
        return new StateKey("flow", "source", Kind.OTHER, name);
    }

    /** JSON makes no difference between an Integer and a Long. */
    private static void assertHolds(IDataSourceStateStorage storage, StateKey key, Map<String, ?> expected) {
        assertThat(new StreamState(storage.read(key))).isEqualTo(new StreamState(new LinkedHashMap<>(expected)));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasNeverWrittenIsEmpty(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        assertThat(storage.read(stream("a"))).isEmpty();
        assertThat(storage.read(other("a"))).isEmpty();
        assertThat(storage.list("flow")).isEmpty();
        storage.delete(stream("a"));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatWasWrittenLastForStreamsAndForOthers(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        storage.write(stream("a"), Map.of("id", 1));
        storage.write(other("a"), Map.of("token", "t"));
        assertHolds(storage, stream("a"), Map.of("id", 1));
        assertHolds(storage, other("a"), Map.of("token", "t"));

        storage.write(stream("a"), Map.of("position", 2));
        assertHolds(storage, stream("a"), Map.of("position", 2));
        assertHolds(storage, other("a"), Map.of("token", "t"));

        storage.write(other("a"), Map.of());
        assertThat(storage.read(other("a"))).isEmpty();
        assertHolds(storage, stream("a"), Map.of("position", 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "FILE", "PROPERTIES"})
    void replacesWhatTheCallerKnowsAndNothingElse(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        assertThat(storage.replace(stream("a"), Map.of("n", 0), Map.of("n", 1))).isFalse();
        assertThat(storage.list("flow")).isEmpty();
        assertThat(storage.replace(stream("a"), Map.of(), Map.of("n", 1))).isTrue();
        assertThat(storage.replace(stream("a"), Map.of(), Map.of("n", 2))).isFalse();
        assertHolds(storage, stream("a"), Map.of("n", 1));
        assertThat(storage.replace(stream("a"), Map.of("n", 1), Map.of("n", 2))).isTrue();
        assertHolds(storage, stream("a"), Map.of("n", 2));
        assertThat(storage.replace(stream("a"), Map.of("n", 1), Map.of("n", 2)))
                .as("it is that already")
                .isTrue();
        storage.delete(stream("a"));
        assertThat(storage.replace(stream("a"), Map.of("n", 2), Map.of("n", 3))).isFalse();
        assertThat(storage.read(stream("a"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY", "FILE", "PROPERTIES"})
    void comparesAsJson(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("n", 1L);
        state.put("list", List.of(1L, List.of(2.5f), Map.of("b", 3L)));
        state.put("none", null);
        state.put("exact", new java.math.BigDecimal("1.50"));
        storage.write(stream("a"), state);
        Map<String, Object> same = new LinkedHashMap<>();
        same.put("exact", 1.5);
        same.put("none", null);
        same.put("list", List.of(1, List.of(2.5), Map.of("b", 3)));
        same.put("n", 1);
        assertThat(storage.replace(stream("a"), same, Map.of("n", 2))).isTrue();
        assertThat(storage.replace(stream("a"), Map.of("n", "2"), Map.of("n", 3)))
                .as("a text is no number")
                .isFalse();
    }

    /** The JobRepository's transaction is what refuses a process that has been succeeded. */
    @ParameterizedTest
    @EnumSource(names = "JDBC_ON_H2")
    void replacesAnythingWhereItCommitsWithTheJobRepository(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        storage.write(stream("a"), Map.of("n", 1));
        assertThat(storage.replace(stream("a"), Map.of("n", 7), Map.of("n", 2))).isTrue();
        assertHolds(storage, stream("a"), Map.of("n", 2));
    }

    @ParameterizedTest
    @EnumSource
    void anEntryBelongsToOneFlowAndOneSource(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        storage.write(new StateKey("one", "s", Kind.STREAM, "a"), Map.of("n", 1));
        storage.write(new StateKey("two", "s", Kind.STREAM, "a"), Map.of("n", 2));
        storage.write(new StateKey("one", "t", Kind.STREAM, "a"), Map.of("n", 3));
        assertHolds(storage, new StateKey("one", "s", Kind.STREAM, "a"), Map.of("n", 1));
        assertHolds(storage, new StateKey("two", "s", Kind.STREAM, "a"), Map.of("n", 2));
        assertHolds(storage, new StateKey("one", "t", Kind.STREAM, "a"), Map.of("n", 3));
        assertThat(storage.list("two")).containsExactly(new StateKey("two", "s", Kind.STREAM, "a"));
    }

    @ParameterizedTest
    @EnumSource
    void deletesOneEntryAndLeavesItsNeighbours(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        storage.write(stream("a"), Map.of("n", 1));
        storage.write(stream("b"), Map.of("n", 2));
        storage.write(other("a"), Map.of("n", 3));
        storage.delete(stream("a"));
        assertThat(storage.read(stream("a"))).isEmpty();
        assertThat(storage.list("flow")).containsExactly(stream("b"), other("a"));
    }

    @ParameterizedTest
    @EnumSource
    void listsByStreamsThenOthersThenName(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        List<String> names = List.of("b", "B", "a", "_", "ä", "10", "9");
        names.forEach(name -> storage.write(other(name), Map.of("n", 1)));
        names.forEach(name -> storage.write(stream(name), Map.of("n", 1)));
        assertThat(storage.list("flow"))
                .extracting(key -> key.kind() + " " + key.name())
                .containsExactly(
                        "STREAM 10",
                        "STREAM 9",
                        "STREAM B",
                        "STREAM _",
                        "STREAM a",
                        "STREAM b",
                        "STREAM ä",
                        "OTHER 10",
                        "OTHER 9",
                        "OTHER B",
                        "OTHER _",
                        "OTHER a",
                        "OTHER b",
                        "OTHER ä");
    }

    @ParameterizedTest
    @EnumSource
    void takesAnyName(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        for (String name : ODD_NAMES) {
            storage.write(stream(name), Map.of("name", name));
            storage.write(other(name), Map.of("other", name));
        }
        for (String name : ODD_NAMES) {
            assertHolds(storage, stream(name), Map.of("name", name));
            assertHolds(storage, other(name), Map.of("other", name));
        }
        assertThat(storage.list("flow")).hasSize(2 * ODD_NAMES.size());
        assertThat(storage.list("flow"))
                .filteredOn(key -> key.kind() == Kind.STREAM)
                .extracting(StateKey::name)
                .containsExactlyInAnyOrderElementsOf(ODD_NAMES);
        assertThat(home.getParent().resolve("etc")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void keepsNestedValues(StoragePlace place) {
        IDataSourceStateStorage storage = place.open(home);
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("text", "line\nbreak \"quoted\" \\ = : # ! ü 日 𝄞 \u0001");
        state.put("long", Long.MAX_VALUE);
        state.put("negative", -1);
        state.put("double", 0.1);
        state.put("flag", true);
        state.put("nothing", null);
        state.put("list", List.of(1, "two", List.of(3.5), Map.of("four", 4)));
        state.put("map", Map.of("files", Map.of("a/b.csv", Map.of("end", 12_345_678_901L, "size", 7))));
        state.put("long text", "z".repeat(100_000));
        storage.write(stream("a"), state);
        assertHolds(storage, stream("a"), state);
    }

    @ParameterizedTest
    @EnumSource
    void eightThreadsThatWriteEightStreamsEndWithEightRightStates(StoragePlace place) throws Exception {
        IDataSourceStateStorage storage = place.open(home);
        AtomicBoolean writing = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                StateKey key = stream("stream_" + i);
                writers.add(threads.submit(() -> StateWriter.count(storage, key, 200)));
            }
            Future<?> lister = threads.submit(() -> {
                while (writing.get()) {
                    storage.list("flow")
                            .forEach(key -> assertThat(storage.read(key)).containsKey("n"));
                }
            });
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            lister.get();
        } finally {
            writing.set(false);
            threads.shutdown();
        }
        assertThat(storage.list("flow")).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertHolds(storage, stream("stream_" + i), StateWriter.state("stream_" + i, 200));
        }
    }
}
