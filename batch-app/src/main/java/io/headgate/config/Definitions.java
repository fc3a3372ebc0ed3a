package io.headgate.config;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.Nearest;
import io.headgate.api.config.Secret;
import io.headgate.config.ConfigNode.Sequence;
import io.headgate.config.ConfigNode.Table;
import io.headgate.flow.AdapterRegistry;
import io.headgate.flow.DataFlowMappingDefinition;
import io.headgate.flow.DestinationDefinition;
import io.headgate.flow.FlowOptions;
import io.headgate.flow.SourceDefinition;
import io.headgate.state.StateStorageSettings;
import io.headgate.state.StateStorageSettings.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the merged tree into definitions and notes every mistake on the way. */
final class Definitions {

    private static final List<String> FLOW_KEYS = List.of("name", "from", "to");

    private final Table root;
    private final Problems problems;
    private final Unfilled unfilled;
    private final AdapterCheck adapters;
    private final Secrets secrets;
    private final List<Secret> fromFiles;
    private final Map<String, SourceDefinition> sources = new LinkedHashMap<>();
    private final Map<String, DestinationDefinition> destinations = new LinkedHashMap<>();
    private final List<DataFlowMappingDefinition> flows = new ArrayList<>();
    private final Map<String, Position> flowPositions = new LinkedHashMap<>();
    private final Map<String, String> flowPaths = new LinkedHashMap<>();

    /**
     * @param fromFiles secrets that stand in files of their own
     */
    Definitions(
            Table root,
            AdapterRegistry registry,
            Secrets secrets,
            List<Secret> fromFiles,
            Unfilled unfilled,
            Problems problems) {
        this.root = root;
        this.fromFiles = fromFiles;
        this.problems = problems;
        this.unfilled = unfilled;
        this.secrets = secrets;
        this.adapters = new AdapterCheck(registry, secrets, problems);
    }

    HeadgateConfiguration build() {
        section(MergedFiles.SOURCES).entries().forEach(this::source);
        section(MergedFiles.DESTINATIONS).entries().forEach(this::destination);
        List<ConfigNode> elements =
                root.get(MergedFiles.FLOWS) instanceof Sequence sequence ? sequence.elements() : List.of();
        for (int i = 0; i < elements.size(); i++) {
            flow(KeyPath.element(MergedFiles.FLOWS, i), elements.get(i));
        }
        return new HeadgateConfiguration(sources, destinations, flows, state());
    }

    /** Where a flow stands in the tree, by its name. */
    Map<String, String> flowPaths() {
        return flowPaths;
    }

    private Table section(String key) {
        return root.get(key) instanceof Table table ? table : Table.empty(root.position());
    }

    private void source(String id, ConfigNode node) {
        String path = KeyPath.join(MergedFiles.SOURCES, id);
        TableReader table = TableReader.of(node, path, List.of("name", "config"), problems);
        String name = table == null ? null : table.required("name", "the adapter, for instance name = \"csv\"");
        Table config = table == null ? null : table.table("config");
        if (name == null || config == null || unfilled.in(path)) {
            return;
        }
        SourceDefinition source;
        try {
            source = new SourceDefinition(id, name, config.plain());
        } catch (IllegalArgumentException e) {
            problems.wrong(node.position(), path, String.valueOf(e.getMessage()));
            return;
        }
        adapters.check(source, (Table) node, path);
        sources.put(id, source);
    }

    private void destination(String id, ConfigNode node) {
        String path = KeyPath.join(MergedFiles.DESTINATIONS, id);
        TableReader table = TableReader.of(node, path, List.of("method", "target", "config"), problems);
        String method = table == null ? null : table.required("method", "the adapter, for instance method = \"jdbc\"");
        Table config = table == null ? null : table.table("config");
        if (table == null || method == null || config == null || unfilled.in(path)) {
            return;
        }
        DestinationDefinition destination =
                new DestinationDefinition(id, method, table.optional("target"), config.plain());
        adapters.check(destination, (Table) node, path);
        destinations.put(id, destination);
    }

    private void flow(String path, ConfigNode node) {
        TableReader table = TableReader.of(node, path, flowKeys(), problems);
        if (table == null) {
            return;
        }
        String from = table.required("from", "the id of a source");
        String to = table.required("to", "the id of a destination");
        String given = table.optional("name");
        String name = given == null ? from : given;
        refer(table, "from", from, MergedFiles.SOURCES, "source");
        refer(table, "to", to, MergedFiles.DESTINATIONS, "destination");
        FlowOptions options = unfilled.in(path) ? null : options(table, path);
        if (name == null || from == null || to == null) {
            return;
        }
        unfilled.flow(name, path, from, to);
        String nameKey = given == null ? "from" : "name";
        boolean unique = isUnique(name, table, nameKey);
        SourceDefinition source = sources.get(from);
        DestinationDefinition destination = destinations.get(to);
        if (options != null && destination != null) {
            adapters.checkMode(
                    destination, options.writeMode(), table.position("write_mode"), table.path("write_mode"));
        }
        if (unique && options != null && source != null && destination != null) {
            try {
                flows.add(new DataFlowMappingDefinition(name, source, destination, options, null, fromFiles));
            } catch (IllegalArgumentException e) {
                problems.wrong(table.position(nameKey), table.path(nameKey), String.valueOf(e.getMessage()));
            }
        }
    }

    private @Nullable FlowOptions options(TableReader table, String path) {
        Table rest = table.known().without(FLOW_KEYS);
        secrets.hideByType(FlowOptions.class, rest);
        try {
            return ConfigBinder.bind(FlowOptions.class, rest.plain());
        } catch (ConfigException e) {
            problems.all(e, rest, path);
            return null;
        }
    }

    private void refer(TableReader table, String key, @Nullable String id, String section, String kind) {
        if (id == null || section(section).entries().containsKey(id) || unfilled.in(table.path(key))) {
            return;
        }
        List<String> known = List.copyOf(section(section).entries().keySet());
        String nearest = Nearest.find(id, known);
        String message = "there is no " + kind + " '" + id + "'"
                + (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                + (known.isEmpty() ? "; none is defined" : nearest == null ? "; known are " : " Known are ")
                + String.join(", ", known);
        problems.dangling(table.position(key), table.path(key), message);
    }

    private boolean isUnique(String name, TableReader table, String key) {
        Position before = flowPositions.putIfAbsent(name, table.position(key));
        if (before == null) {
            flowPaths.put(name, table.path(""));
            return true;
        }
        problems.wrong(
                table.position(key),
                table.path(key),
                "a flow named '" + name + "' is already defined at " + before + "; give this one another name");
        return false;
    }

    private StateStorageSettings state() {
        ConfigNode node = root.get(MergedFiles.STATE);
        if (node == null || unfilled.in(MergedFiles.STATE)) {
            return StateStorageSettings.defaults();
        }
        if (!(node instanceof Table table)) {
            problems.wrong(node.position(), MergedFiles.STATE, "expected a table of keys and values");
            return StateStorageSettings.defaults();
        }
        try {
            StateStorageSettings settings = ConfigBinder.bind(StateStorageSettings.class, table.plain());
            checkPath(settings, table);
            return settings;
        } catch (ConfigException e) {
            problems.all(e, table, MergedFiles.STATE);
            return StateStorageSettings.defaults();
        }
    }

    private void checkPath(StateStorageSettings settings, Table table) {
        boolean onDisk = settings.storage() == Kind.FILE || settings.storage() == Kind.PROPERTIES;
        if (settings.path() != null && (!onDisk || settings.path().isBlank())) {
            problems.wrong(
                    KeyPath.locate(table, "path"),
                    KeyPath.join(MergedFiles.STATE, "path"),
                    onDisk ? "must not be empty" : "is for storage = \"file\" and \"properties\" only");
        }
    }

    private static List<String> flowKeys() {
        return Stream.concat(
                        FLOW_KEYS.stream(),
                        Arrays.stream(FlowOptions.class.getRecordComponents()).map(ConfigBinder::keyOf))
                .toList();
    }
}
