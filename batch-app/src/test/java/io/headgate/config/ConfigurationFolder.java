package io.headgate.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A working directory with configuration files, an environment and parameters. */
final class ConfigurationFolder {

    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private @Nullable String argument;
    private @Nullable Collection<String> flows;

    ConfigurationFolder(Path folder) {
        this.folder = folder;
    }

    ConfigurationFolder file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    ConfigurationFolder file(String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ConfigurationFolder environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ConfigurationFolder parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    ConfigurationFolder argument(String path) {
        argument = path;
        return this;
    }

    ConfigurationFolder flows(String... names) {
        flows = List.of(names);
        return this;
    }

    LoadedConfiguration load() {
        return new ConfigurationLoader(TestAdapters.registry(folder), folder, environment)
                .load(argument, parameters, flows);
    }

    HeadgateConfiguration configuration() {
        return load().configuration();
    }

    List<String> errors() {
        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, this::load);
        return e.errors().stream().map(ConfigurationError::toString).toList();
    }
}
