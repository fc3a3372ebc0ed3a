package io.headgate.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the user asked for. Immutable. */
public final class Command {

    private final Verb verb;
    private final @Nullable String subject;
    private final Map<String, String> keys;
    private final Map<String, String> parameters;
    private final List<String> springArguments;
    private final @Nullable String mistake;

    Command(
            Verb verb,
            @Nullable String subject,
            Map<String, String> keys,
            Map<String, String> parameters,
            List<String> springArguments,
            @Nullable String mistake) {
        this.verb = verb;
        this.subject = subject;
        this.keys = Map.copyOf(keys);
        this.parameters = new LinkedHashMap<>(parameters);
        this.springArguments = List.copyOf(springArguments);
        this.mistake = mistake;
    }

    Verb verb() {
        return verb;
    }

    /** The word after the command, or null. */
    @Nullable
    String subject() {
        return subject;
    }

    @Nullable
    String key(String name) {
        return keys.get(name);
    }

    boolean flag(String name) {
        return "true".equals(keys.get(name));
    }

    int number(String name, int defaultValue) {
        String text = keys.get(name);
        return text == null ? defaultValue : Integer.parseInt(text);
    }

    /** Names after {@code flow=}, none twice; empty if there is none. A single {@code *} means all. */
    List<String> flows() {
        String value = keys.get("flow");
        return value == null
                ? List.of()
                : Arrays.stream(value.split(",")).map(String::strip).distinct().toList();
    }

    boolean allFlows() {
        return flows().contains("*");
    }

    /** For {@code ${params.key}}. */
    Map<String, String> parameters() {
        return parameters;
    }

    boolean json() {
        return "json".equals(keys.get("output"));
    }

    /** Whether stack traces are wanted. */
    public boolean debug() {
        return flag("debug");
    }

    /** Spring Boot's own properties, {@code --logging.level.root=debug}, to be passed on. */
    public String[] springArguments() {
        return springArguments.toArray(String[]::new);
    }

    /** Whether one of Spring Boot's own properties is given. */
    public boolean sets(String property) {
        return springArguments.stream().anyMatch(argument -> argument.startsWith("--" + property + "="));
    }

    /** What is wrong with the command line, or null. */
    @Nullable
    String mistake() {
        return mistake;
    }
}
