package io.headgate.config;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.Secret;
import io.headgate.config.ConfigNode.Scalar;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the values that must not be shown: those of type {@link Secret}, and those whose key says so. */
final class Secrets {

    private static final Pattern TELLING =
            Pattern.compile(".*(password|passwd|passphrase|secret|token|apikey|accesskey|privatekey|credential).*");

    /** Where tokens are given out: no secret as long as it is a plain address, without a user, a query or a fragment. */
    private static final Pattern TOKEN_ADDRESS = Pattern.compile(".*token(url|uri|endpoint)");

    private static final Pattern PLAIN_ADDRESS = Pattern.compile("https?://[^/?#@\\s]+(/[^?#@\\s]*)?");

    private final Redactor redactor;

    Secrets(Redactor redactor) {
        this.redactor = redactor;
    }

    /** Whether a name says that what it stands for must not be shown. */
    static boolean isTelling(String name) {
        return TELLING.matcher(KeyPath.canonical(name)).matches();
    }

    /** By key, whether or not the adapter is known. */
    void hideByName(ConfigNode node) {
        if (node instanceof Table table) {
            for (Map.Entry<String, ConfigNode> entry : table.entries().entrySet()) {
                String key = KeyPath.canonical(entry.getKey());
                if (isTelling(key) && !isTokenAddress(key, entry.getValue())) {
                    hide(entry.getValue());
                }
                hideByName(entry.getValue());
            }
        } else if (node instanceof Sequence sequence) {
            sequence.elements().forEach(this::hideByName);
        }
    }

    private static boolean isTokenAddress(String key, ConfigNode value) {
        return TOKEN_ADDRESS.matcher(key).matches()
                && value instanceof Scalar scalar
                && PLAIN_ADDRESS.matcher(scalar.plain().toString().trim()).matches();
    }

    /** By the type of the record's components. */
    void hideByType(Type type, ConfigNode node) {
        if (type == Secret.class) {
            hide(node);
        } else if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            elements(generic, node).forEach(child -> hideByType(arguments[arguments.length - 1], child));
        } else if (type instanceof Class<?> record && record.isRecord() && node instanceof Table table) {
            for (RecordComponent component : record.getRecordComponents()) {
                String wanted = KeyPath.canonical(ConfigBinder.keyOf(component));
                table.entries().forEach((key, value) -> {
                    if (KeyPath.canonical(key).equals(wanted)) {
                        hideByType(component.getGenericType(), value);
                    }
                });
            }
        }
    }

    /** Where a list is expected, a single table is a list of one. */
    private static Iterable<ConfigNode> elements(ParameterizedType type, ConfigNode node) {
        boolean single = type.getRawType() == List.class && node instanceof Table;
        return single ? List.of(node) : children(node);
    }

    private static Iterable<ConfigNode> children(ConfigNode node) {
        if (node instanceof Table table) {
            return table.entries().values();
        }
        return node instanceof Sequence sequence ? sequence.elements() : List.of(node);
    }

    private void hide(ConfigNode node) {
        if (node instanceof Scalar scalar) {
            redactor.hideSecret(scalar.plain().toString());
        }
    }
}
