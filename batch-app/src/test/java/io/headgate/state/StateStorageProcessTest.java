package io.headgate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.state.IDataSourceStateStorage;
import io.headgate.api.state.StateKey;
import io.headgate.api.state.StateKey.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Storages on files, written by several processes and by one that is killed. */
@Timeout(120)
class StateStorageProcessTest {

    private static final int KILLS = 4;

    @TempDir
    Path home;

    private Process start(StoragePlace place, int first, int last, int times) throws IOException {
        return start(
                StateWriter.class,
                place.name(),
                home.toString(),
                Integer.toString(first),
                Integer.toString(last),
                Integer.toString(times));
    }

    private static Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    static StateKey stream(int i) {
        return new StateKey("flow", "source", Kind.STREAM, "stream_" + i);
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "PROPERTIES"})
    void twoProcessesThatWriteAtTheSameTimeEndWithEightRightStates(StoragePlace place) throws Exception {
        List<Process> processes = new ArrayList<>();
        processes.add(start(place, 0, 3, 100));
        processes.add(start(place, 4, 7, 100));
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        IDataSourceStateStorage storage = place.open(home);
        assertThat(storage.list("flow")).hasSize(8);
        for (int i = 0; i < 8; i++) {
            assertThat(storage.read(stream(i))).isEqualTo(StateWriter.state("stream_" + i, 100));
        }
    }

    /** Each counts on from what it has read; a number that is given twice would be missing in the end. */
    @ParameterizedTest
    @EnumSource(names = {"FILE", "PROPERTIES"})
    void twoProcessesThatReplaceOneEntryNeverReplaceWhatTheyHaveNotRead(StoragePlace place) throws Exception {
        List<Process> processes = new ArrayList<>();
        processes.add(start(StateCounter.class, place.name(), home.toString(), "50"));
        processes.add(start(StateCounter.class, place.name(), home.toString(), "50"));
        for (Process process : processes) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        assertThat(StateCounter.count(place.open(home), stream(0))).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "PROPERTIES"})
    void aProcessThatStandsStillWithTheLockIsNotWaitedForForEver(StoragePlace place) throws Exception {
        boolean isFile = place == StoragePlace.FILE;
        Path lock = isFile ? home.resolve("state/flow/.lock") : home.resolve("state.properties.lock");
        IDataSourceStateStorage storage = isFile
                ? new FileStateStorage(home.resolve("state"), Duration.ofMillis(50))
                : new PropertiesStateStorage(home.resolve("state.properties"), Duration.ofMillis(50));
        storage.write(stream(0), Map.of("n", 1));
        Process holder = start(StateCounter.class, lock.toString());
        try (BufferedReader lines = holder.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> storage.replace(stream(0), Map.of("n", 1), Map.of("n", 2)))
                    .hasMessageContaining("another process has held the lock file " + lock)
                    .satisfies(e -> assertThat(((HeadgateException) e).code()).isEqualTo(CommonErrorCode.IO_FAILED));
            assertThat(StateCounter.count(storage, stream(0))).isEqualTo(1);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(storage.replace(stream(0), Map.of("n", 1), Map.of("n", 2))).isTrue();
        assertThat(storage.list("flow")).containsExactly(stream(0));
        storage.delete(stream(0));
        assertThat(storage.list("flow")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"FILE", "PROPERTIES"})
    void aKillInTheMiddleOfAWriteLeavesTheOldOrTheNewState(StoragePlace place) throws Exception {
        Random random = new Random(20261121);
        IDataSourceStateStorage storage = place.open(home);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start(place, 0, 0, 0);
            try (BufferedReader lines = process.inputReader()) {
                Map<String, ?> before = storage.read(stream(0));
                assertThat(lines.readLine()).isEqualTo("ready");
                while (process.isAlive() && storage.read(stream(0)).equals(before)) {
                    Thread.onSpinWait();
                }
                assertThat(process.waitFor(random.nextInt(40), TimeUnit.MILLISECONDS))
                        .as("the writer writes until it is killed")
                        .isFalse();
            } finally {
                process.destroyForcibly().waitFor();
            }
            Map<String, ?> state = storage.read(stream(0));
            assertThat(state).isEqualTo(StateWriter.state("stream_0", (Integer) state.get("n")));
            assertThat(storage.list("flow")).containsExactly(stream(0));
        }
    }
}
