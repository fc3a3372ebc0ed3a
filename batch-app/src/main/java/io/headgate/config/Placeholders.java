package io.headgate.config;

import io.headgate.api.config.Nearest;
import io.headgate.api.config.Secret;
import io.headgate.config.ConfigNode.Scalar;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills in {@code ${NAME}}, {@code ${NAME:default}}, {@code ${params.key}} and {@code ${file:PATH}}; {@code $${} is a literal
 * <code>${</code>. What cannot be filled in is left as it stands and becomes an error.
 */
final class Placeholders {

    private static final Pattern FORM = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern BODY =
            Pattern.compile("(params\\.)?([A-Za-z_][A-Za-z0-9_.-]*)(?::(.*))?", Pattern.DOTALL);

    private final Map<String, String> environment;
    private final Map<String, String> parameters;
    private final SecretFile files;
    private final Redactor redactor;
    private final List<ConfigurationError> errors = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();

    Placeholders(Map<String, String> environment, Map<String, String> parameters, SecretFile files, Redactor redactor) {
        this.environment = environment;
        this.parameters = parameters;
        this.files = files;
        this.redactor = redactor;
    }

    /** Parameters that no placeholder names. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(parameters.keySet());
        unused.removeAll(named);
        return unused;
    }

    /** Texts that came from files, or from variables and parameters whose names tell. */
    List<Secret> secrets() {
        return secrets.stream().map(Secret::new).toList();
    }

    /** What could not be filled in, each with the full path of its key. */
    List<ConfigurationError> errors() {
        return errors;
    }

    Table fill(Table root) {
        return table(root, "");
    }

    private ConfigNode node(ConfigNode node, String path) {
        if (node instanceof Table table) {
            return table(table, path);
        }
        if (node instanceof Sequence sequence) {
            List<ConfigNode> elements = new ArrayList<>();
            for (int i = 0; i < sequence.elements().size(); i++) {
                elements.add(node(sequence.elements().get(i), KeyPath.element(path, i)));
            }
            return new Sequence(sequence.position(), elements);
        }
        Scalar scalar = (Scalar) node;
        return scalar.plain() instanceof String text && text.contains("${") ? text(scalar, text, path) : scalar;
    }

    private Table table(Table table, String path) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        table.entries().forEach((key, value) -> entries.put(key, node(value, KeyPath.join(path, key))));
        return new Table(table.position(), entries);
    }

    private Scalar text(Scalar scalar, String text, String path) {
        Matcher matcher = FORM.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean hide = false;
        while (matcher.find()) {
            String value = matcher.group(1) == null ? "${" : value(matcher, scalar.position(), path);
            hide |= matcher.group(1) != null && !matcher.group(1).startsWith("params.");
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        matcher.appendTail(filled);
        String result = filled.toString();
        if (hide) {
            redactor.hide(result, text);
        }
        return new Scalar(scalar.position(), result);
    }

    private @Nullable String value(Matcher placeholder, Position position, String path) {
        Matcher body = BODY.matcher(placeholder.group(1));
        if (placeholder.group(2).isEmpty() || !body.matches()) {
            errors.add(new ConfigurationError(
                    position,
                    path,
                    "a placeholder is written ${NAME}, ${NAME:default}, ${params.key} or ${file:PATH}; write $${ for a"
                            + " plain ${"));
            return null;
        }
        String name = body.group(2);
        boolean parameter = body.group(1) != null;
        String defaultValue = body.group(3);
        if (!parameter && name.equals(SecretFile.PREFIX) && defaultValue != null) {
            return fromFile(defaultValue, position, path);
        }
        if (parameter) {
            named.add(name);
        }
        String value = parameter ? parameters.get(name) : environment.get(name);
        if (value == null && defaultValue == null) {
            errors.add(new ConfigurationError(position, path, missing(name, parameter)));
        }
        if (defaultValue != null && (value == null || value.isEmpty())) {
            return defaultValue;
        }
        if (value != null && Secrets.isTelling(name)) {
            redactor.hideSecret(value);
            secrets.add(value);
        }
        if (value != null && !parameter) {
            redactor.hide(value, placeholder.group());
        }
        return value;
    }

    /** What stands in a file of its own is a secret, whatever the key is called. */
    private @Nullable String fromFile(String file, Position position, String path) {
        try {
            String text = files.read(file);
            redactor.hideSecret(text);
            secrets.add(text);
            return text;
        } catch (SecretFile.UnusableException e) {
            errors.add(new ConfigurationError(position, path, "the file '" + file + "' " + e.getMessage()));
            return null;
        }
    }

    private String missing(String name, boolean parameter) {
        return parameter
                ? "there is no parameter '" + name + "': add " + name + "=… to the command, or write ${params." + name
                        + ":default}"
                : "the environment variable " + name + " is not set" + near(name) + "; set it, or write ${" + name
                        + ":default}";
    }

    private String near(String name) {
        String nearest = Nearest.find(name, environment.keySet());
        return nearest == null ? "" : " (there is " + nearest + ")";
    }
}
