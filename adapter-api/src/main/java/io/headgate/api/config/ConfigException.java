package io.headgate.api.config;

import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration with one or more mistakes, all of them at once. */
public final class ConfigException extends HeadgateException {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigProblem> problems;

    public ConfigException(List<ConfigProblem> problems) {
        super(CommonErrorCode.INVALID_CONFIGURATION, describe(problems));
        this.problems = List.copyOf(problems);
    }

    public ConfigException(String key, String message) {
        this(List.of(new ConfigProblem(key, message)));
    }

    public List<ConfigProblem> problems() {
        return problems;
    }

    private static String describe(List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> problem.key().isEmpty() ? problem.message() : problem.key() + ": " + problem.message())
                .collect(Collectors.joining("; "));
    }
}
