package io.headgate.testkit.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.api.destination.WriteMode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one job instance, each in a JVM of its own with a larger epoch. Notes what each has done, so that the next one goes
 * on there, and fails if a checkpoint that a child took for durable is gone in the next one.
 */
final class CrashRuns {

    /** As by SIGKILL, and as {@code FaultPoint} halts. */
    static final int KILLED = 137;

    private static final int NEVER = Integer.MAX_VALUE;
    private static final long LONGEST_RUN_SECONDS = 60;

    private final WriteMode mode;
    private final String table;
    private final String supplier;
    private final Map<String, String> properties;
    private final UUID instance = UUID.randomUUID();
    private final Set<String> done = new LinkedHashSet<>(Set.of("started"));
    private final Map<String, Long> durable = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int epoch;

    /**
     * @param supplier name of a public class that makes the destination
     * @param properties system properties of the children
     */
    CrashRuns(String table, String supplier, Map<String, String> properties) {
        this(WriteMode.APPEND, table, supplier, properties);
    }

    /** Runs that land in another mode. */
    CrashRuns(WriteMode mode, String table, String supplier, Map<String, String> properties) {
        this.mode = mode;
        this.table = table;
        this.supplier = supplier;
        this.properties = properties;
    }

    /** Runs a child that is to die at a fault point. */
    int runWithFault(String fault) {
        return run(fault, NEVER);
    }

    /** Runs a child and kills it after so many lines, wherever it is by then. */
    int runAndKillAfter(int lines) {
        return run(null, lines);
    }

    /** Runs a child to its end. */
    int run() {
        return run(null, NEVER);
    }

    /** Everything that the children have said, for messages. */
    String log() {
        return String.join("\n", log);
    }

    private int run(@Nullable String fault, int lines) {
        epoch++;
        log.add("--- run " + epoch + (fault == null ? "" : " with " + fault));
        try {
            Process child =
                    new ProcessBuilder(command(fault)).redirectErrorStream(true).start();
            CompletableFuture.delayedExecutor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS)
                    .execute(child.toHandle()::destroyForcibly);
            try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
                listen(child, output, lines);
            } catch (AssertionError | IOException e) {
                child.toHandle().destroyForcibly();
                throw e;
            }
            int code = child.waitFor();
            log.add("--- exit code " + code);
            return code;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private void listen(Process child, BufferedReader output, int lines) throws IOException {
        int said = 0;
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            log.add(line);
            if (line.startsWith(CrashChild.MARK)) {
                note(line.substring(CrashChild.MARK.length()));
                if (++said == lines) {
                    child.toHandle().destroyForcibly();
                }
            }
        }
    }

    private void note(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "prepared", "published", "finished" -> done.add(line);
            case "durable" -> durable.put(words[1], Long.valueOf(words[2]));
            case "resumed" ->
                assertThat(Long.parseLong(words[2]))
                        .as("run %d finds what an earlier one had committed of %s\n%s", epoch, words[1], log())
                        .isGreaterThanOrEqualTo(durable.getOrDefault(words[1], 0L));
            default -> {}
        }
    }

    private List<String> command(@Nullable String fault) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx256m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path")));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        if (fault != null) {
            command.add("-Dheadgate.fault=" + fault);
        }
        command.addAll(List.of(
                CrashChild.class.getName(),
                supplier,
                table,
                instance.toString(),
                String.valueOf(epoch),
                String.join(",", done),
                mode.name()));
        return command;
    }
}
