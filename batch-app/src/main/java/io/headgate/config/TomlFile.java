package io.headgate.config;

import io.headgate.config.ConfigNode.Scalar;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** Reads TOML 1.0. Goes on after a mistake, so that all of them are found. */
final class TomlFile {

    private final String file;

    private TomlFile(String file) {
        this.file = file;
    }

    static ParsedFile parse(ConfigText source) {
        TomlFile reader = new TomlFile(source.name());
        TomlParseResult result = Toml.parse(source.text());
        List<ConfigurationError> errors = result.errors().stream()
                .map(reader::error)
                .sorted(Comparator.comparing(ConfigurationError::position))
                .toList();
        return new ParsedFile(source, reader.table(Position.of(source.name()), result), errors);
    }

    private ConfigurationError error(TomlParseError error) {
        return new ConfigurationError(position(error.position()), "", describe(String.valueOf(error.getMessage())));
    }

    /** The parser quotes what it stumbled over: one character is a help, more of it may be half a password. */
    private static String describe(String message) {
        String text = message.replaceFirst("^Unexpected '(?:[^']{2,})'", "unexpected text");
        if (text.endsWith("expected a value")) {
            text += " (text stands in quotes)";
        }
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }

    private Table table(Position position, TomlTable table) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> path = List.of(key);
            Position place = position(Objects.requireNonNull(table.inputPositionOf(path)));
            entries.put(key, node(place, Objects.requireNonNull(table.get(path))));
        }
        return new Table(position, entries);
    }

    private Sequence sequence(Position position, TomlArray array) {
        List<ConfigNode> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(node(position(array.inputPositionOf(i)), array.get(i)));
        }
        return new Sequence(position, elements);
    }

    private ConfigNode node(Position position, Object value) {
        if (value instanceof TomlTable table) {
            return table(position, table);
        }
        if (value instanceof TomlArray array) {
            return sequence(position, array);
        }
        boolean plain = value instanceof Long || value instanceof Double || value instanceof Boolean;
        return new Scalar(position, plain ? value : value.toString());
    }

    private Position position(TomlPosition place) {
        return new Position(file, place.line(), place.column());
    }
}
