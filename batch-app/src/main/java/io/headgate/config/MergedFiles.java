package io.headgate.config;

import io.headgate.api.config.Nearest;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several files as one. What stands in two of them is refused, not overridden: nobody would see which one counts. */
final class MergedFiles {

    static final String SOURCES = "sources";
    static final String DESTINATIONS = "destinations";
    static final String FLOWS = "flows";
    static final String STATE = "state";

    private static final List<String> KNOWN = List.of(SOURCES, DESTINATIONS, FLOWS, STATE);

    private final Map<String, ConfigNode> sources = new LinkedHashMap<>();
    private final Map<String, ConfigNode> destinations = new LinkedHashMap<>();
    private final List<ConfigNode> flows = new ArrayList<>();
    private final Map<String, ConfigNode> root = new LinkedHashMap<>();
    private final Problems problems;

    private MergedFiles(Problems problems) {
        this.problems = problems;
    }

    /** A table with the keys {@code sources}, {@code destinations} (tables), {@code flows} (a sequence) and perhaps {@code state}. */
    static Table merge(List<ParsedFile> files, Problems problems) {
        MergedFiles merged = new MergedFiles(problems);
        for (ParsedFile file : files) {
            file.root().entries().forEach(merged::add);
        }
        Position position = files.get(0).root().position();
        merged.root.put(SOURCES, new Table(position, merged.sources));
        merged.root.put(DESTINATIONS, new Table(position, merged.destinations));
        merged.root.put(FLOWS, new Sequence(position, merged.flows));
        return new Table(position, merged.root);
    }

    private void add(String key, ConfigNode node) {
        switch (key) {
            case SOURCES -> addTables(key, node, sources);
            case DESTINATIONS -> addTables(key, node, destinations);
            case FLOWS -> addFlows(node);
            case STATE -> addOnce(root, key, key, node);
            default -> problems.wrong(node.position(), key, "unknown key" + Nearest.suggest(key, KNOWN));
        }
    }

    private void addTables(String key, ConfigNode node, Map<String, ConfigNode> into) {
        if (node instanceof Table table) {
            table.entries().forEach((id, entry) -> addOnce(into, id, KeyPath.join(key, id), entry));
        } else {
            problems.wrong(node.position(), key, "expected a table for each of them, such as [" + key + ".NAME]");
        }
    }

    private void addFlows(ConfigNode node) {
        if (node instanceof Sequence sequence) {
            flows.addAll(sequence.elements());
        } else {
            problems.wrong(
                    node.position(), FLOWS, "expected a list: [[flows]] in TOML, entries that begin with - in YAML");
        }
    }

    private void addOnce(Map<String, ConfigNode> into, String key, String path, ConfigNode node) {
        ConfigNode before = into.putIfAbsent(key, node);
        if (before != null) {
            problems.wrong(node.position(), path, "is already defined at " + before.position());
        }
    }
}
