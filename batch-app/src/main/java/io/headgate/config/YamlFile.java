package io.headgate.config;

import io.headgate.config.ConfigNode.Scalar;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML. Only the parser's tree of nodes is used, nothing is ever instantiated: tags are refused. An unquoted value is a
 * number or a boolean only if writing that back gives the same text, so {@code 007}, {@code 1.10}, {@code no} and dates stay text.
 */
final class YamlFile {

    /** Anchors can make a small file into a huge tree. */
    private static final int MOST_NODES = 100_000;

    private final String file;
    private final List<ConfigurationError> errors = new ArrayList<>();
    private final List<Node> open = new ArrayList<>();
    private int nodes;

    private YamlFile(String file) {
        this.file = file;
    }

    static ParsedFile parse(ConfigText source) {
        YamlFile reader = new YamlFile(source.name());
        Table root = Table.empty(Position.of(source.name()));
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(source.text()));
            ConfigNode converted = node == null ? null : reader.node(Position.of(source.name()), node);
            root = converted == null ? root : reader.root(converted);
        } catch (MarkedYAMLException e) {
            // The exception's own message quotes the file, which may hold a password.
            Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            reader.refuse(reader.position(mark), describe(e));
        } catch (YAMLException e) {
            reader.refuse(Position.of(source.name()), "is no YAML that can be read: " + e.getMessage());
        }
        return new ParsedFile(source, root, reader.errors);
    }

    private static String describe(MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        String problem = String.valueOf(e.getProblem());
        return (context + problem).replaceAll("\\s+", " ");
    }

    private Table root(ConfigNode node) {
        if (node instanceof Table table) {
            return table;
        }
        refuse(new Position(file, 1, 1), "expected keys and values such as 'sources:' and 'flows:'");
        return Table.empty(node.position());
    }

    /** Null stands for a value that is absent: empty, {@code ~} or {@code null}. */
    private @Nullable ConfigNode node(Position position, Node node) {
        if (++nodes > MOST_NODES) {
            throw new YAMLException("more than " + MOST_NODES + " values; are there anchors within anchors?");
        }
        if (open.contains(node)) {
            refuse(position, "an alias refers to a value that it is part of");
            return null;
        }
        if (!node.getTag().startsWith(Tag.PREFIX)) {
            refuse(position(node.getStartMark()), "tags such as " + node.getTag() + " are not allowed");
            return null;
        }
        open.add(node);
        try {
            return convert(position, node);
        } finally {
            open.remove(open.size() - 1);
        }
    }

    private @Nullable ConfigNode convert(Position position, Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, ConfigNode> entries = new LinkedHashMap<>();
            mapping.getValue().stream().filter(tuple -> !isMerge(tuple)).forEach(tuple -> put(entries, tuple));
            mapping.getValue().stream().filter(YamlFile::isMerge).forEach(tuple -> merge(entries, tuple));
            return new Table(position, entries);
        }
        if (node instanceof SequenceNode sequence) {
            return sequence(position, sequence);
        }
        Object value = scalar((ScalarNode) node);
        return value == null ? null : new Scalar(position, value);
    }

    private Sequence sequence(Position position, SequenceNode sequence) {
        List<ConfigNode> elements = new ArrayList<>();
        for (Node element : sequence.getValue()) {
            Position place = position(element.getStartMark());
            ConfigNode converted = node(place, element);
            if (converted != null) {
                elements.add(converted);
            } else if (element instanceof ScalarNode) {
                refuse(place, "an element of a list has no value");
            }
        }
        return new Sequence(position, elements);
    }

    private void put(Map<String, ConfigNode> entries, NodeTuple tuple) {
        Position position = position(tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            refuse(position, "a key is a single word or text");
            return;
        }
        ConfigNode value = node(position, tuple.getValueNode());
        ConfigNode before = value == null ? null : entries.putIfAbsent(key.getValue(), value);
        if (before != null) {
            refuse(
                    position,
                    key.getValue() + " previously defined at line "
                            + before.position().line());
        }
    }

    private static boolean isMerge(NodeTuple tuple) {
        return tuple.getKeyNode().getTag().equals(Tag.MERGE);
    }

    /** {@code <<: *anchor}: keys of another table, unless the table has them itself. */
    private void merge(Map<String, ConfigNode> entries, NodeTuple tuple) {
        Position position = position(tuple.getKeyNode().getStartMark());
        ConfigNode value = node(position, tuple.getValueNode());
        List<ConfigNode> tables = value instanceof Sequence sequence ? sequence.elements() : List.of(orEmpty(value));
        for (ConfigNode element : tables) {
            if (element instanceof Table table) {
                table.entries().forEach(entries::putIfAbsent);
            } else {
                refuse(position, "<< takes a table or a list of tables");
            }
        }
    }

    private ConfigNode orEmpty(@Nullable ConfigNode node) {
        return node == null ? Table.empty(Position.of(file)) : node;
    }

    private static @Nullable Object scalar(ScalarNode node) {
        String text = node.getValue();
        if (!node.isPlain()) {
            return text;
        }
        if (text.isEmpty() || text.equals("~") || text.equals("null")) {
            return null;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return number(text);
    }

    private static Object number(String text) {
        if (!text.matches("-?[0-9][0-9.]{0,17}")) {
            return text;
        }
        try {
            Object number = text.contains(".") ? (Object) Double.valueOf(text) : (Object) Long.valueOf(text);
            return number.toString().equals(text) ? number : text;
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private void refuse(Position position, String message) {
        errors.add(new ConfigurationError(position, "", message));
    }

    private Position position(@Nullable Mark mark) {
        return mark == null ? Position.of(file) : new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
