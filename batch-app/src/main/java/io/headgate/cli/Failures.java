package io.headgate.cli;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.ErrorOwner;
import io.headgate.api.error.HeadgateException;
import io.headgate.config.ConfigurationError;
import io.headgate.config.ConfigurationException;
import io.headgate.step.FailureDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong with a command as a whole: sentences to standard error, or a JSON document, and the exit code. */
final class Failures {

    private final Output output;
    private final boolean debug;

    Failures(Output output, boolean debug) {
        this.output = output;
        this.debug = debug;
    }

    /** A mistake on the command line. */
    int usage(String message, Verb verb) {
        String hint = verb == Verb.HELP ? "help" : "help " + verb.word();
        List<String> lines = List.of(message, "See: java -jar batch-app.jar " + hint);
        return tell(lines, document("USAGE", message, List.of()), ExitCode.USAGE);
    }

    int configuration(List<ConfigurationError> errors) {
        return tell(
                errors.stream().map(ConfigurationError::toString).toList(),
                document(
                        CommonErrorCode.INVALID_CONFIGURATION.name(),
                        errors.size() == 1
                                ? "1 mistake in the configuration"
                                : errors.size() + " mistakes in the configuration",
                        errors.stream().map(Failures::problem).toList()),
                ExitCode.USAGE);
    }

    int thrown(RuntimeException e, UnaryOperator<String> redact) {
        trace(e);
        if (e instanceof ConfigurationException wrong) {
            return configuration(wrong.errors());
        }
        String message = redact.apply(message(e));
        List<Map<String, Object>> problems = e instanceof ConfigException wrong
                ? wrong.problems().stream()
                        .map(problem -> problem(problem, redact))
                        .toList()
                : List.of();
        return tell(List.of(message), document(code(e), message, problems), exitCode(e));
    }

    static String code(Throwable e) {
        HeadgateException meant = FailureDescription.meant(e);
        return meant == null
                ? CommonErrorCode.INTERNAL_ERROR.name()
                : meant.code().name();
    }

    /** A sentence; of an exception that nobody wrote for users, its class as well. */
    static String message(Throwable e) {
        HeadgateException meant = FailureDescription.meant(e);
        return meant == null ? FailureDescription.describe(e) : String.valueOf(meant.getMessage());
    }

    static int exitCode(Throwable e) {
        HeadgateException meant = FailureDescription.meant(e);
        if (meant == null) {
            return ExitCode.FAILED;
        }
        if (meant.code() == CommonErrorCode.FENCED) {
            return ExitCode.RUNNING_ELSEWHERE;
        }
        return meant.owner() == ErrorOwner.CONFIGURATION ? ExitCode.USAGE : ExitCode.FAILED;
    }

    /** Only where it is asked for: a stack trace tells a user nothing. */
    void trace(Throwable e) {
        if (debug) {
            e.printStackTrace(output.err());
        }
    }

    private int tell(List<String> lines, Map<String, Object> error, int exitCode) {
        if (output.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("error", error);
            document.put("exit_code", exitCode);
            output.result(List.of(), document);
        } else {
            lines.forEach(output::note);
        }
        return exitCode;
    }

    private static Map<String, Object> document(String code, String message, List<Map<String, Object>> problems) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        if (!problems.isEmpty()) {
            error.put("problems", new ArrayList<>(problems));
        }
        return error;
    }

    private static Map<String, Object> problem(ConfigurationError error) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("file", error.position().file());
        problem.put("line", lineOrNull(error.position().line()));
        problem.put("column", lineOrNull(error.position().column()));
        problem.put("key", error.key());
        problem.put("message", error.message());
        return problem;
    }

    private static @Nullable Integer lineOrNull(int number) {
        return number == 0 ? null : number;
    }

    private static Map<String, Object> problem(ConfigProblem problem, UnaryOperator<String> redact) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("key", problem.key());
        document.put("message", redact.apply(problem.message()));
        return document;
    }
}
