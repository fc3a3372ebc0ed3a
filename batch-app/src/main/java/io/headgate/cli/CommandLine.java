package io.headgate.cli;

import io.headgate.api.config.Nearest;
import io.headgate.job.RunNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Understands {@code key=value} and {@code --key=value}, a command word, and a second word where the command takes one. Needs
 * nothing but the arguments; a mistake becomes part of the {@link Command} and is told by {@link OfflineCommands}.
 */
public final class CommandLine {

    private static final List<String> COMMON = List.of("config", "output", "debug");
    private static final Set<String> FLAGS = Set.of("debug", "fresh", "force");
    private static final Set<String> NUMBERS = Set.of("records", "rows", "limit");
    private static final String PARAMETER = "params.";
    /** What the history can hold of a parameter, its key with the prefix. */
    private static final int LONGEST_STORED_KEY = 100;

    private static final int LONGEST_VALUE = 2500;
    private static final List<String> SPRING = List.of("spring.", "logging.", "management.", "server.");

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> pairs = new LinkedHashMap<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> springArguments = new ArrayList<>();
    private Verb verb = Verb.HELP;
    private @Nullable String mistake;

    private CommandLine() {}

    public static Command parse(String... arguments) {
        CommandLine line = new CommandLine();
        for (String argument : arguments) {
            line.sort(argument);
        }
        line.chooseVerb();
        line.pairs.forEach(line::take);
        line.parameters.forEach(line::checkParameter);
        line.checkFlow();
        String subject = line.verb.takesSubject() && line.words.size() > 1 ? line.words.get(1) : null;
        return new Command(line.verb, subject, line.keys, line.parameters, line.springArguments, line.mistake);
    }

    /** Into words, pairs and what is Spring Boot's. */
    private void sort(String argument) {
        boolean dashes = argument.startsWith("--");
        String text = dashes ? argument.substring(2) : argument;
        int equals = text.indexOf('=');
        String key = equals < 0 ? text : text.substring(0, equals);
        if (isSpring(key, dashes)) {
            springArguments.add("--" + text);
        } else if (equals > 0) {
            put(key, text.substring(equals + 1));
        } else if (equals == 0) {
            wrong("'" + argument + "' has no key before the =");
        } else if (dashes && FLAGS.contains(text)) {
            put(text, "true");
        } else if (argument.equals("-h") || text.equals("version") || text.equals("help")) {
            words.add(argument.equals("-h") ? "help" : text);
        } else if (dashes) {
            wrong("'" + argument + "' has no value; write " + argument + "=VALUE");
        } else {
            words.add(argument);
        }
    }

    private static boolean isSpring(String key, boolean dashes) {
        return !key.startsWith(PARAMETER) && (SPRING.stream().anyMatch(key::startsWith) || dashes && key.contains("."));
    }

    private void put(String key, String value) {
        if (pairs.putIfAbsent(key, value) != null) {
            wrong("'" + key + "' is given twice");
        }
    }

    private void chooseVerb() {
        if (words.isEmpty()) {
            if (pairs.containsKey("flow")) {
                verb = Verb.RUN;
            } else {
                wrong("nothing to do: name a flow (flow=NAME) or a command" + nearFlow());
            }
            return;
        }
        String word = words.get(0);
        int index = Verb.words().indexOf(word.toLowerCase(Locale.ROOT));
        if (index < 0) {
            wrong("there is no command '" + word + "'" + Nearest.suggest(word, Verb.words())
                    + " To run a flow, write flow=" + word);
            return;
        }
        verb = Verb.values()[index];
        if (words.size() > (verb.takesSubject() ? 2 : 1)) {
            wrong("'" + words.get(words.size() - 1) + "' is one word too many for '" + verb.word() + "'");
        }
    }

    private String nearFlow() {
        return pairs.keySet().stream()
                .filter(key -> Nearest.find(key, List.of("flow")) != null)
                .findFirst()
                .map(key -> "; did you mean flow= instead of " + key + "=?")
                .orElse("");
    }

    private void take(String key, String value) {
        if (COMMON.contains(key) || verb.keys().contains(key)) {
            keys.put(key, value);
            checkValue(key, value);
        } else if (key.startsWith(PARAMETER) && verb.readsConfiguration()) {
            parameters.put(key.substring(PARAMETER.length()), value);
        } else if (verb == Verb.RUN) {
            parameters.put(key, value);
        } else {
            List<String> known =
                    Stream.concat(verb.keys().stream(), COMMON.stream()).toList();
            wrong("'" + verb.word() + "' has no key '" + key + "'" + Nearest.suggest(key, known));
        }
    }

    private void checkValue(String key, String value) {
        if (FLAGS.contains(key) && !value.equals("true") && !value.equals("false")) {
            wrong(key + "= takes true or false, not '" + value + "'");
        }
        if (NUMBERS.contains(key) && !value.matches("[1-9]\\d{0,5}")) {
            wrong(key + "= takes a number from 1 to 999999, not '" + value + "'");
        }
        if (key.equals("output") && !value.equals("text") && !value.equals("json")) {
            wrong("output= takes text or json, not '" + value + "'");
        }
        if (value.isBlank()) {
            wrong(key + "= has no value");
        }
        String badName = key.equals("run") && verb == Verb.RUN ? RunNames.mistake(value) : null;
        if (badName != null) {
            wrong("run=: " + badName);
        }
    }

    private void checkParameter(String key, String value) {
        int longestKey = LONGEST_STORED_KEY - PARAMETER.length();
        if (key.length() > longestKey) {
            wrong("the key of parameter '" + key + "' has " + key.length() + " characters, and " + longestKey
                    + " is the most");
        }
        if (value.length() > LONGEST_VALUE) {
            wrong("the value of parameter '" + key + "' has " + value.length() + " characters, and " + LONGEST_VALUE
                    + " is the most");
        }
    }

    private void checkFlow() {
        String flow = keys.get("flow");
        if (flow == null && verb.requiresFlow()) {
            wrong("'" + verb.word() + "' needs flow=NAME");
        }
        if (verb == Verb.CHECK && !keys.containsKey("source")) {
            wrong("'check' needs source=NAME");
        }
        if (flow == null) {
            return;
        }
        boolean several = flow.contains(",") || flow.strip().equals("*");
        if (several && verb != Verb.RUN && verb != Verb.VALIDATE) {
            wrong("'" + verb.word() + "' takes one flow at a time");
        } else if (Stream.of(flow.split(",", -1)).anyMatch(String::isBlank)) {
            wrong("flow= has an empty name in '" + flow + "'");
        }
    }

    /** The first mistake is told; the others often only follow from it. */
    private void wrong(String message) {
        mistake = mistake == null ? message : mistake;
    }
}
