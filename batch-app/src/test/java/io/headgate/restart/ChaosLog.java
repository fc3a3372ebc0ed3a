package io.headgate.restart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rounds of a series, one JSON object per line, in a file to which every series appends. A series that was interrupted, or that is
 * to become longer, goes on where the file ends; one with another seed adds to it. To begin anew, delete the file.
 */
final class ChaosLog {

    private final Path file;
    private final JsonMapper json = JsonMapper.shared();
    private final List<ChaosResult> results = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final long kills;

    /**
     * @param kills how many are wanted in all
     */
    ChaosLog(Path file, long kills) throws IOException {
        this.file = file;
        this.kills = kills;
        if (Files.exists(file)) {
            Files.readAllLines(file).forEach(line -> known(json.readValue(line, ChaosResult.class)));
        }
    }

    private void known(ChaosResult result) {
        results.add(result);
        taken.add(result.seed() + "/" + result.round());
    }

    /** The number of a round that nobody has taken yet; -1 if there are kills enough. */
    synchronized int next(long seed) {
        if (results.stream().mapToLong(ChaosResult::kills).sum() >= kills) {
            return -1;
        }
        int round = 0;
        while (!taken.add(seed + "/" + round)) {
            round++;
        }
        return round;
    }

    synchronized void add(ChaosResult result) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                json.writeValueAsString(result) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        results.add(result);
    }

    synchronized List<ChaosResult> results() {
        return List.copyOf(results);
    }
}
