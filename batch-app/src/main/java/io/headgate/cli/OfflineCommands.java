package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.config.ConfigurationError;
import io.headgate.config.ConfigurationLoader;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.state.StateStorageSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be done before, or without, the engine and its database: help, version, init, validate, check, the lists of adapters, and telling
 * mistakes of the command line and of the configuration. Called first; {@link CommandRunner} does the rest.
 */
public final class OfflineCommands {

    private final Command command;
    private final Supplier<AdapterRegistry> adapters;
    private final Output output;
    private final Map<String, String> environment;
    private final Path workingDirectory;

    OfflineCommands(
            Command command,
            Supplier<AdapterRegistry> adapters,
            Output output,
            Map<String, String> environment,
            Path workingDirectory) {
        this.command = command;
        this.adapters = adapters;
        this.output = output;
        this.environment = environment;
        this.workingDirectory = workingDirectory;
    }

    /**
     * @param adapters asked only if the command needs them
     * @return the exit code; empty if the command and its configuration are right and the engine is needed
     */
    public static OptionalInt execute(
            Command command,
            Supplier<AdapterRegistry> adapters,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment) {
        return new OfflineCommands(command, adapters, Output.of(command, out, err), environment, Path.of("")).execute();
    }

    /**
     * Where the command's configuration keeps state. Called after {@link #execute} has found that the engine is needed.
     */
    public static StateStorageSettings stateStorage(
            Command command, AdapterRegistry adapters, Map<String, String> environment) {
        if (!command.verb().readsConfiguration()) {
            return StateStorageSettings.defaults();
        }
        return load(command, adapters, environment, Path.of("")).configuration().state();
    }

    static LoadedConfiguration load(
            Command command, AdapterRegistry adapters, Map<String, String> environment, Path workingDirectory) {
        List<String> flows = command.flows().isEmpty() || command.allFlows() ? null : command.flows();
        return new ConfigurationLoader(adapters, workingDirectory, environment)
                .load(command.key("config"), command.parameters(), flows);
    }

    OptionalInt execute() {
        Failures failures = new Failures(output, command.debug());
        String mistake = command.mistake();
        if (mistake != null) {
            return OptionalInt.of(failures.usage(mistake, command.verb()));
        }
        try {
            return dispatch(failures);
        } catch (RuntimeException e) {
            return OptionalInt.of(failures.thrown(e, text -> text));
        }
    }

    private OptionalInt dispatch(Failures failures) {
        String subject = command.subject();
        return switch (command.verb()) {
            case HELP -> OptionalInt.of(help(subject, failures));
            case VERSION -> OptionalInt.of(version());
            case INIT -> OptionalInt.of(new InitCommand(output, workingDirectory).run(subject, command.key("config")));
            case SOURCES -> OptionalInt.of(new AdapterCommands(adapters.get(), output).sources(subject));
            case DESTINATIONS -> OptionalInt.of(new AdapterCommands(adapters.get(), output).destinations(subject));
            case VALIDATE -> OptionalInt.of(validate(failures));
            case CHECK -> OptionalInt.of(check(failures));
            default -> {
                if (command.verb().readsConfiguration()) {
                    SelectedFlows.of(command, load());
                }
                yield OptionalInt.empty();
            }
        };
    }

    private LoadedConfiguration load() {
        LoadedConfiguration loaded = load(command, adapters.get(), environment, workingDirectory);
        output.hide(loaded::redact);
        return loaded;
    }

    /** Without the engine: a pipeline that checks a configuration has no JobRepository, and should not get one. */
    private int validate(Failures failures) {
        LoadedConfiguration loaded = load();
        List<DataFlowMappingDefinition> flows = SelectedFlows.of(command, loaded);
        List<ConfigurationError> errors = loaded.check(adapters.get()::check, flows);
        return errors.isEmpty()
                ? new ValidateCommand(adapters.get(), output, failures).run(loaded, flows)
                : failures.configuration(errors);
    }

    /** Nor is there any history to be opened for a look at a source. */
    private int check(Failures failures) {
        String source = Objects.requireNonNull(command.key("source"));
        LoadedConfiguration loaded = new ConfigurationLoader(adapters.get(), workingDirectory, environment)
                .loadSource(command.key("config"), command.parameters(), source);
        output.hide(loaded::redact);
        return new CheckCommand(adapters.get(), output, failures, loaded).check(source, command);
    }

    private int help(@Nullable String subject, Failures failures) {
        int index = subject == null ? -1 : Verb.words().indexOf(subject.toLowerCase(Locale.ROOT));
        if (subject != null && index < 0) {
            return failures.usage(
                    "there is no command '" + subject + "'" + Nearest.suggest(subject, Verb.words()), Verb.HELP);
        }
        List<String> lines = index < 0 ? HelpText.overview() : HelpText.of(Verb.values()[index]);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "commands",
                Arrays.stream(Verb.values()).map(OfflineCommands::document).toList());
        output.result(lines, document);
        return ExitCode.COMPLETED;
    }

    private static Map<String, Object> document(Verb verb) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("command", verb.word());
        document.put("usage", verb.usage());
        document.put("summary", verb.summary());
        return document;
    }

    private int version() {
        String packaged = OfflineCommands.class.getPackage().getImplementationVersion();
        String version = packaged == null ? "development" : packaged;
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", version);
        document.put("java", System.getProperty("java.version"));
        output.result(List.of("Headgate " + version + ", Java " + System.getProperty("java.version")), document);
        return ExitCode.COMPLETED;
    }
}
