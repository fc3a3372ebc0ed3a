package io.headgate.state;

import io.headgate.api.io.LockFile;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A process that counts in an entry, or that takes a storage's lock and keeps it. */
final class StateCounter {

    private StateCounter() {}

    static long count(IDataSourceStateStorage storage, StateKey key) {
        return storage.read(key).get("n") instanceof Number number ? number.longValue() : 0;
    }

    private static void countUp(IDataSourceStateStorage storage, StateKey key, int times) {
        for (int done = 0; done < times; ) {
            Map<String, @Nullable Object> known = storage.read(key);
            long n = known.get("n") instanceof Number number ? number.longValue() : 0;
            // Who else has counted up to the same number would be taken for this one.
            Map<String, @Nullable Object> next =
                    Map.of("n", n + 1, "by", ProcessHandle.current().pid());
            if (storage.replace(key, known, next)) {
                done++;
            }
        }
    }

    /** Arguments: kind of storage, home folder, how often; or: the lock file alone. */
    public static void main(String[] args) throws IOException {
        if (args.length == 1) {
            new LockFile(Path.of(args[0])).hold(() -> {
                System.out.println("held");
                return System.in.read();
            });
            return;
        }
        countUp(
                StoragePlace.valueOf(args[0]).open(Path.of(args[1])),
                StateStorageProcessTest.stream(0),
                Integer.parseInt(args[2]));
    }
}
