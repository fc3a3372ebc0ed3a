package io.headgate.restart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A child JVM that runs the packaged program. Its output goes to files, so that a child never waits for a reader. */
final class JarProcess implements AutoCloseable {

    static final Path JAR =
            Path.of(System.getProperty("headgate.jar", "target/batch-app.jar")).toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(Integer.getInteger("restart.patience.minutes", 5));
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** A series that is interrupted leaves no child behind. */
    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final Path out;
    private final Path err;

    private JarProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** How a child ended; 137 is SIGKILL or a fault point's halt, 143 SIGTERM. */
    record Exit(int code, String out, String err) {
        String all() {
            return out + err;
        }
    }

    /** What a child is started with. */
    record Launch(
            Path folder,
            Map<String, String> environment,
            List<String> jvmOptions,
            List<String> program,
            List<String> wrapper) {

        /** Start-up is most of a short child's life: compile lightly and late, and verify no bytecode that javac has made. */
        private static final List<String> QUICK = List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=4",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote");

        static Launch in(Path folder) {
            return new Launch(folder, Map.of(), QUICK, List.of("-jar", JAR.toString()), List.of());
        }

        Launch with(Map<String, String> variables) {
            return new Launch(folder, variables, jvmOptions, program, wrapper);
        }

        Launch with(String variable, String value) {
            Map<String, String> variables = new HashMap<>(environment);
            variables.put(variable, value);
            return with(variables);
        }

        /** Replaces all options of the JVM. */
        Launch jvm(String... options) {
            return new Launch(folder, environment, List.of(options), program, wrapper);
        }

        /** Runs something else than the packaged jar: the JVM's last options, that say what. */
        Launch program(List<String> options) {
            return new Launch(folder, environment, jvmOptions, options, wrapper);
        }

        Launch fault(String fault) {
            List<String> options = new ArrayList<>(jvmOptions);
            options.add("-Dheadgate.fault=" + fault);
            return new Launch(folder, environment, options, program, wrapper);
        }

        /** Shortens the time after which a frozen process is taken for dead. */
        Launch leaseSeconds(int seconds) {
            List<String> options = new ArrayList<>(jvmOptions);
            options.add("-Dheadgate.lease.seconds=" + seconds);
            return new Launch(folder, environment, options, program, wrapper);
        }

        /** Runs the child through another command, which gets the JVM's command line as its last arguments. */
        Launch through(String... command) {
            return new Launch(folder, environment, jvmOptions, program, List.of(command));
        }

        JarProcess start(String... arguments) {
            List<String> command = new ArrayList<>(wrapper);
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(jvmOptions);
            command.addAll(program);
            command.addAll(List.of(arguments));
            try {
                return launched(command);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private JarProcess launched(List<String> command) throws IOException {
            Path logs = Files.createDirectories(folder.resolve("logs"));
            String name = String.format("%04d", COUNT.incrementAndGet());
            Path out = logs.resolve(name + ".out");
            Path err = logs.resolve(name + ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            // What surrounds the build must not reach the child.
            builder.environment().keySet().removeIf(key -> key.startsWith("SPRING_") || key.startsWith("HEADGATE_"));
            builder.environment().remove("JOB_CONFIG_PATH");
            builder.environment().putAll(environment);
            Process process = builder.start();
            LIVING.add(process);
            process.onExit().thenAccept(LIVING::remove);
            return new JarProcess(process, out, err);
        }

        Exit run(String... arguments) {
            try (JarProcess child = start(arguments)) {
                return child.await();
            }
        }
    }

    /** Waits for the child to end by itself. */
    Exit await() {
        if (!endsWithin(PATIENCE)) {
            close();
            throw new AssertionError("the child did not end; " + text());
        }
        return new Exit(process.exitValue(), read(out), read(err));
    }

    /** Waits until the child ends, for so long at most. */
    boolean endsWithin(Duration time) {
        try {
            return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Waits for something that the child brings about. Fails if the child ends before. */
    void awaitUntil(String what, BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            boolean ended = endsWithin(Duration.ofMillis(15));
            if (ended && !condition.getAsBoolean()) {
                throw new AssertionError("the child ended before: " + what + "; " + text());
            }
            if (Instant.now().isAfter(end)) {
                close();
                throw new AssertionError("never seen: " + what + "; " + text());
            }
        }
    }

    /** Waits for something that the child brings about; false if it ends before. */
    boolean seesUntilEnd(BooleanSupplier condition) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            if (endsWithin(Duration.ofMillis(10))) {
                return condition.getAsBoolean();
            }
            if (Instant.now().isAfter(end)) {
                close();
                throw new AssertionError("neither seen nor ended; " + text());
            }
        }
        return true;
    }

    boolean hasError(String part) {
        return read(err).contains(part);
    }

    boolean hasStarted() {
        return (read(out) + read(err)).contains(": delivery ");
    }

    void awaitErrorLine(String part) {
        awaitUntil("'" + part + "' on stderr", () -> read(err).contains(part));
    }

    /** Waits until the child says that it has the JobRepository open and begins; a look into it is no intrusion from then on. */
    void awaitStart() {
        awaitUntil("the line about delivery", this::hasStarted);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Exit kill() {
        signal("KILL");
        return await();
    }

    Exit terminate() {
        signal("TERM");
        return await();
    }

    /** Process.destroy would do for SIGTERM on every JVM we know, but does not promise it. */
    void signal(String name) {
        signal(name, process.toHandle());
    }

    /** To the JVM itself where it was started through another command. */
    void signalChild(String name) {
        process.children().forEach(child -> signal(name, child));
    }

    /** Whether the JVM that was started through another command stands still after a SIGSTOP. */
    boolean isChildStopped() {
        return process.children().allMatch(child -> state(child) == 'T');
    }

    private static char state(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return 'X';
        }
    }

    /** Whether a child can be given a process id namespace of its own, so that it seems to run elsewhere. */
    static boolean canUnshare() {
        return CAN_UNSHARE;
    }

    private static final boolean CAN_UNSHARE = tryUnshare();

    private static boolean tryUnshare() {
        try {
            Process process = new ProcessBuilder("unshare", "--pid", "--fork", "--kill-child", "true").start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void signal(String name, ProcessHandle receiver) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(receiver.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String text() {
        String state = process.isAlive() ? "alive" : "exit " + process.exitValue();
        return state + "\nstdout:\n" + read(out) + "\nstderr:\n" + read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.charset.CharacterCodingException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
