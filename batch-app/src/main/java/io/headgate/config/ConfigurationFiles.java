package io.headgate.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads the configuration files. */
final class ConfigurationFiles {

    static final String VARIABLE = "JOB_CONFIG_PATH";

    private static final List<String> DEFAULTS = List.of("config.toml", "config.yaml", "config.yml");
    private static final long MOST_BYTES = 8L << 20;

    private final Path workingDirectory;
    private final Map<String, String> environment;
    private final List<ConfigurationError> errors = new ArrayList<>();

    ConfigurationFiles(Path workingDirectory, Map<String, String> environment) {
        this.workingDirectory = workingDirectory;
        this.environment = environment;
    }

    /**
     * The first that there is: {@code config=PATH}, {@code JOB_CONFIG_PATH}, a file in the working directory, the built-in demo.
     *
     * @throws ConfigurationException if a place was named and nothing can be read there
     */
    List<ConfigText> read(@Nullable String argument) {
        List<ConfigText> texts = new ArrayList<>();
        String variable = environment.getOrDefault(VARIABLE, "");
        if (argument != null) {
            readNamed(argument, "config=" + argument, texts);
        } else if (!variable.isBlank()) {
            readNamed(variable, VARIABLE + "=" + variable, texts);
        } else {
            texts.add(fromWorkingDirectory());
        }
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
        return texts;
    }

    private ConfigText fromWorkingDirectory() {
        for (String name : DEFAULTS) {
            if (Files.exists(workingDirectory.resolve(name))) {
                return readFile(workingDirectory.resolve(name), name);
            }
        }
        return BuiltInDemo.TEXT;
    }

    private void readNamed(String path, String place, List<ConfigText> texts) {
        Path resolved = workingDirectory.resolve(path);
        if (Files.isDirectory(resolved)) {
            readFolder(resolved, path, place, texts);
        } else if (!Files.exists(resolved)) {
            refuse(place, "there is no such file or folder");
        } else if (!isConfiguration(resolved)) {
            refuse(place, "the name of a configuration file ends with .toml, .yaml or .yml");
        } else {
            texts.add(readFile(resolved, path));
        }
    }

    private void readFolder(Path folder, String name, String place, List<ConfigText> texts) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(ConfigurationFiles::isConfiguration)
                    .filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> texts.add(readFile(
                            file, Path.of(name, file.getFileName().toString()).toString())));
        } catch (IOException e) {
            refuse(place, "the folder cannot be read: " + reason(e));
            return;
        }
        if (texts.isEmpty()) {
            refuse(place, "the folder holds no file that ends with .toml, .yaml or .yml");
        }
    }

    private static boolean isConfiguration(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && name.matches(".*\\.(toml|yaml|yml)");
    }

    private ConfigText readFile(Path file, String name) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                refuse(name, "is larger than 8 MB, which no configuration is");
                return new ConfigText(name, "");
            }
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            return new ConfigText(
                    name, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            refuse(name, "is no valid UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            refuse(name, "cannot be read: " + reason(e));
        }
        return new ConfigText(name, "");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private void refuse(String place, String message) {
        errors.add(new ConfigurationError(Position.of(place), "", message));
    }
}
