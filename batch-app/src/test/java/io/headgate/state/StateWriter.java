package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

/** A process that writes states, for tests that run two of them or kill one. */
final class StateWriter {

    private StateWriter() {}

    /** A state of which a part can be told from the whole. */
    static Map<String, Object> state(String stream, int n) {
        return Map.of("stream", stream, "n", n, "text", Integer.toString(n).repeat(n));
    }

    static void count(IDataSourceStateStorage storage, StateKey key, int upTo) {
        for (int n = 1; n <= upTo; n++) {
            storage.write(key, state(key.name(), n));
        }
    }

    /** Arguments: kind of storage, home folder, first stream, last stream, how often (0: until killed). */
    public static void main(String[] args) {
        IDataSourceStateStorage storage = StoragePlace.valueOf(args[0]).open(Path.of(args[1]));
        int times = Integer.parseInt(args[4]);
        System.out.println("ready");
        IntStream.rangeClosed(Integer.parseInt(args[2]), Integer.parseInt(args[3]))
                .parallel()
                .mapToObj(i -> new StateKey("flow", "source", Kind.STREAM, "stream_" + i))
                .forEach(key -> {
                    do {
                        count(storage, key, times == 0 ? 2000 : times);
                    } while (times == 0);
                });
    }
}
