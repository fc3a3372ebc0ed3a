package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code init}: a commented configuration file to begin with. Never overwrites one. */
final class InitCommand {

    private static final String DEFAULT = "demo";

    /** Each with the flow that it defines. */
    private static final Map<String, String> EXAMPLES = examples();

    private final Output output;
    private final Path workingDirectory;

    InitCommand(Output output, Path workingDirectory) {
        this.output = output;
        this.workingDirectory = workingDirectory;
    }

    private static Map<String, String> examples() {
        Map<String, String> examples = new LinkedHashMap<>();
        examples.put(DEFAULT, "auto");
        examples.put("csv-to-files", "trips");
        examples.put("csv-to-h2", "trips");
        examples.put("csv-to-postgresql", "trips");
        return examples;
    }

    static List<String> exampleNames() {
        return List.copyOf(EXAMPLES.keySet());
    }

    static String text(String example) {
        try (InputStream resource = InitCommand.class.getResourceAsStream(example + ".toml")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int run(@Nullable String example, @Nullable String config) {
        String name = example == null ? DEFAULT : example;
        String flow = EXAMPLES.get(name);
        if (flow == null) {
            throw refused("there is no example '" + name + "'" + Nearest.suggest(name, exampleNames()), null);
        }
        String file = config == null ? "config.toml" : config;
        if (!file.endsWith(".toml")) {
            throw refused("the file is written as TOML: config=" + file + " must end with .toml", null);
        }
        write(file, text(name));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("file", file);
        document.put("example", name);
        document.put("flow", flow);
        String location = config == null ? "" : " config=" + file;
        output.result(
                List.of(
                        "Wrote " + file + ". Edit it, then:",
                        "  java -jar batch-app.jar validate" + location,
                        "  java -jar batch-app.jar flow=" + flow + location),
                document);
        return ExitCode.COMPLETED;
    }

    private void write(String file, String text) {
        try {
            Files.writeString(workingDirectory.resolve(file), text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw refused(file + " is there already and is not overwritten; name another one with config=PATH", e);
        } catch (IOException e) {
            throw refused(file + " cannot be written: " + e, e);
        }
    }

    private static HeadgateException refused(String message, @Nullable Exception cause) {
        return new HeadgateException(CommonErrorCode.INVALID_CONFIGURATION, message, cause);
    }
}
