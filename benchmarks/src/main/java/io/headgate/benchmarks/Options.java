package io.headgate.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a table is asked to measure, from {@code key=value} arguments. An unknown key is refused. */
final class Options {

    private static final Set<String> KEYS = Set.of(
            "rows",
            "runs",
            "shape",
            "format",
            "work",
            "jar",
            "java",
            "jvm",
            "program",
            "postgresql",
            "profile",
            "output");

    private final Map<String, String> values = new TreeMap<>();

    Options(Iterable<String> arguments) {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            String key = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || !KEYS.contains(key)) {
                throw new BenchmarkException("'" + argument + "' is not understood; known are KEY=VALUE with " + KEYS);
            }
            values.put(key, argument.substring(equals + 1));
        }
    }

    private Options(Map<String, String> values) {
        this.values.putAll(values);
    }

    /** The same, with a value for a key that the user has not given. */
    Options orElse(String key, Object value) {
        Options copy = new Options(values);
        copy.values.putIfAbsent(key, String.valueOf(value));
        return copy;
    }

    /** The same, with a value whatever the user has given. */
    Options with(String key, Object value) {
        Options copy = new Options(values);
        copy.values.put(key, String.valueOf(value));
        return copy;
    }

    long rows(long otherwise) {
        return number("rows", otherwise);
    }

    int runs(int otherwise) {
        return (int) number("runs", otherwise);
    }

    private long number(String key, long otherwise) {
        String value = values.getOrDefault(key, String.valueOf(otherwise)).replace("_", "");
        try {
            long number = Long.parseLong(value);
            if (number >= 1 && number <= 10_000_000_000L) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new BenchmarkException(key + "=" + value + " is no number from 1 on");
    }

    RowShape shape() {
        return RowShape.named(text("shape", "mixed"));
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    @Nullable
    String text(String key) {
        return values.get(key);
    }

    /** The table with those keys that say what of it is measured, as they were given. */
    String command(String table) {
        return Stream.concat(
                        Stream.of(table),
                        Stream.of("format", "shape", "rows", "runs", "program")
                                .filter(values::containsKey)
                                .map(key -> key + "=" + values.get(key)))
                .collect(Collectors.joining(" "));
    }

    /** Where data, databases and results of runs are kept: a folder on the disk that is to be measured. */
    Path work() {
        return Path.of(text(
                        "work", repository().resolve("benchmarks/target/work").toString()))
                .toAbsolutePath();
    }

    /** Whether fast-start.sh installs the program, in place of its plain jar. */
    boolean installed() {
        String program = text("program", "jar");
        if (!program.equals("jar") && !program.equals("installed")) {
            throw new BenchmarkException("program=" + program + " is not known: jar or installed");
        }
        return program.equals("installed");
    }

    Path jar() {
        Path jar = Path.of(text(
                        "jar",
                        repository().resolve("batch-app/target/batch-app.jar").toString()))
                .toAbsolutePath();
        if (!Files.isRegularFile(jar)) {
            throw new BenchmarkException(
                    jar + " is not there: build it with ./mvnw -q -pl batch-app,benchmarks -am package -DskipTests");
        }
        return jar;
    }

    /** The checked-out repository: the working directory or the nearest folder above it that is one. */
    static Path repository() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("batch-app")) && Files.isRegularFile(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new BenchmarkException("start this from within the repository, not from " + start);
    }
}
