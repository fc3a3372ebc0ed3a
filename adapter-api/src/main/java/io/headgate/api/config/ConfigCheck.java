package io.headgate.api.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the mistakes that a configuration record's compact constructor finds, so that the user sees all of them at once. */
public final class ConfigCheck {

    private final List<ConfigProblem> problems = new ArrayList<>();

    /** Notes a mistake unless the condition holds. */
    public ConfigCheck require(boolean condition, String key, String message) {
        if (!condition) {
            problems.add(new ConfigProblem(key, message));
        }
        return this;
    }

    /**
     * @throws ConfigException if any mistake was noted
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
