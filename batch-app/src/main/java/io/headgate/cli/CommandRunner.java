package io.headgate.cli;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.config.ConfigurationError;
import io.headgate.config.LoadedConfiguration;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.FlowEngine;
import io.headgate.state.StopSignal;
import io.headgate.step.FailureDescription;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the commands that need the engine. {@link OfflineCommands} is asked first. */
public final class CommandRunner {

    private static final int DEFAULT_ROWS = 10;
    private static final int DEFAULT_LIMIT = 20;

    private final Command command;
    private final FlowEngine engine;
    private final Output output;
    private final Map<String, String> environment;
    private final boolean terminal;
    private final StopSignal stop;
    private final Path workingDirectory;

    CommandRunner(
            Command command,
            FlowEngine engine,
            Output output,
            Map<String, String> environment,
            boolean terminal,
            StopSignal stop,
            Path workingDirectory) {
        this.command = command;
        this.engine = engine;
        this.output = output;
        this.environment = environment;
        this.terminal = terminal;
        this.stop = stop;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Runs a command and tells its result; throws nothing that a user could see.
     *
     * @param out takes the result only
     * @param err takes notes, errors and progress
     * @param terminal whether people look at {@code err} while it runs
     * @param stop ends the run under way, and keeps further ones from starting
     * @return exit code of the process
     */
    public static int execute(
            Command command,
            FlowEngine engine,
            PrintStream out,
            PrintStream err,
            Map<String, String> environment,
            boolean terminal,
            StopSignal stop) {
        Output output = Output.of(command, out, err);
        return new CommandRunner(command, engine, output, environment, terminal, stop, Path.of("")).execute();
    }

    /**
     * Tells that the engine could not be started, which is nearly always its database.
     *
     * @return exit code of the process
     */
    public static int startFailed(Command command, RuntimeException failure, PrintStream out, PrintStream err) {
        HeadgateException meant = FailureDescription.meant(failure);
        HeadgateException told = meant != null
                ? meant
                : new HeadgateException(
                        CommonErrorCode.UNREACHABLE,
                        "the JobRepository cannot be opened: " + reason(failure)
                                + ". Check SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, or, without them, the folder"
                                + " headgate-data (HEADGATE_HOME). Nothing was started",
                        failure);
        return new Failures(Output.of(command, out, err), command.debug()).thrown(told, text -> text);
    }

    /** What the database or its driver says; it names the address, which the exceptions below it do not. */
    private static String reason(RuntimeException failure) {
        String said = null;
        for (Throwable cause : FailureDescription.chain(failure)) {
            if (cause instanceof SQLException && cause.getMessage() != null) {
                said = cause.getMessage().strip();
            }
        }
        String reason = said == null ? FailureDescription.describe(failure) : said;
        return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    }

    int execute() {
        Failures failures = new Failures(output, command.debug());
        if (!command.verb().readsConfiguration()) {
            return guarded(failures, null);
        }
        LoadedConfiguration loaded;
        try {
            loaded = OfflineCommands.load(command, engine.adapters(), environment, workingDirectory);
            output.hide(loaded::redact);
            List<ConfigurationError> errors = loaded.check(engine::check, SelectedFlows.of(command, loaded));
            if (!errors.isEmpty()) {
                return failures.configuration(errors);
            }
        } catch (RuntimeException e) {
            return failures.thrown(e, text -> text);
        }
        return guarded(failures, loaded);
    }

    private int guarded(Failures failures, @Nullable LoadedConfiguration loaded) {
        try {
            return loaded == null ? history() : dispatch(loaded, failures);
        } catch (RuntimeException e) {
            return failures.thrown(e, loaded == null ? text -> text : loaded::redact);
        }
    }

    private int history() {
        int limit = command.number("limit", DEFAULT_LIMIT);
        return new HistoryCommands(engine, output).runs(command.key("flow"), limit);
    }

    private int dispatch(LoadedConfiguration loaded, Failures failures) {
        List<DataFlowMappingDefinition> flows = SelectedFlows.of(command, loaded);
        return switch (command.verb()) {
            case RUN, REPLAY ->
                new RunCommand(command, engine, output, terminal, failures, stop, workingDirectory).run(flows, loaded);
            case DISCOVER -> new InspectCommands(engine, output, loaded).discover(flows.get(0));
            case PREVIEW ->
                new InspectCommands(engine, output, loaded)
                        .preview(flows.get(0), command.number("records", command.number("rows", DEFAULT_ROWS)));
            case DIFF -> new DiffCommand(engine, output, loaded).diff(flows.get(0));
            case PLAN -> new PlanCommand(engine, output, loaded).plan(flows.get(0));
            case REJECTS -> new RejectCommands(engine, output, loaded).list(command, flows.get(0));
            case STATE -> new HistoryCommands(engine, output).state(flows.get(0));
            case RESET -> new HistoryCommands(engine, output).reset(flows.get(0), command.key("stream"));
            default -> throw new IllegalStateException(command.verb() + " needs no engine");
        };
    }
}
