package io.headgate.cli;

import io.headgate.config.TestAdapters;
import io.headgate.state.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs command lines in a folder against a fake engine, as the program does, and keeps what they print. */
final class Terminals {

    final FakeEngine engine;
    final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    Terminals(Path folder) {
        this.folder = folder;
        this.engine = new FakeEngine(TestAdapters.registry(folder));
    }

    Terminals file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Configures flows of these names. */
    Terminals flows(String... names) {
        StringBuilder text = new StringBuilder(
                """
                [sources.files]
                name = "test-files"
                config = { source_path = "/data", password = "hunter2" }
                [destinations.database]
                method = "test-database"
                target = "db:x"
                """);
        for (String name : names) {
            text.append("[[flows]]\nname = \"").append(name).append("\"\nfrom = \"files\"\nto = \"database\"\n");
        }
        return file("config.toml", text.toString());
    }

    /** The exit code. */
    int run(String... arguments) {
        out.reset();
        err.reset();
        Command command = CommandLine.parse(arguments);
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new MaskedStream(err);
        Output output = Output.of(command, outStream, errStream);
        OptionalInt code = new OfflineCommands(command, engine::adapters, output, environment, folder).execute();
        return code.isPresent()
                ? code.getAsInt()
                : new CommandRunner(command, engine, output, environment, false, new StopSignal(), folder).execute();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return JsonMapper.builder().build().readTree(out());
    }
}
