package io.headgate.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a reader must know of the machine to compare numbers. */
final class Machine {

    private Machine() {}

    /** One line: processors, their model, memory, kernel, load. */
    static String describe() {
        return String.format(
                Locale.ROOT,
                "%d cores of %s, %.0f GB memory, Linux %s, load average %s",
                Runtime.getRuntime().availableProcessors(),
                field(Path.of("/proc/cpuinfo"), "model name"),
                Long.parseLong(field(Path.of("/proc/meminfo"), "MemTotal").replaceAll("\\D", "")) / 1048576.0,
                System.getProperty("os.version"),
                load());
    }

    /** Load of the last minute. */
    static String load() {
        return read(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static String field(Path file, String name) {
        for (String line : read(file).split("\n")) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return "unknown";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The version of the JDK that Headgate runs on. */
    static String java(String java) {
        return firstLine(List.of(java, "-version"));
    }

    /** The version of psql, which Headgate is compared with: not always that of the server. */
    static String psql(String psql) {
        return firstLine(List.of(psql, "--version"));
    }

    /** The commit that is checked out, marked if files differ from it. */
    static String commit(Path repository) {
        String folder = repository.toString();
        String commit = firstLine(List.of("git", "-C", folder, "rev-parse", "--short", "HEAD"));
        boolean changed = !firstLine(List.of("git", "-C", folder, "status", "--porcelain", "--untracked-files=no"))
                .isEmpty();
        return changed ? commit + " with changes" : commit;
    }

    private static String firstLine(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().findFirst().orElse("");
        } catch (IOException | InterruptedException e) {
            return "unknown";
        }
    }
}
