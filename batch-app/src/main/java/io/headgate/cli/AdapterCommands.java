package io.headgate.cli;

import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.flow.AdapterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code sources} and {@code destinations}: what a configuration can name, and the keys of each. */
final class AdapterCommands {

    private final AdapterRegistry adapters;
    private final Output output;

    AdapterCommands(AdapterRegistry adapters, Output output) {
        this.adapters = adapters;
        this.output = output;
    }

    int sources(@Nullable String name) {
        if (name != null) {
            IDataSourceFactory<?> factory = adapters.source(name);
            return one("name", name, factory.description(), factory.configType());
        }
        Map<String, String> descriptions = new LinkedHashMap<>();
        adapters.sources().forEach(factory -> descriptions.put(factory.name(), factory.description()));
        return all("sources", "name", descriptions);
    }

    int destinations(@Nullable String method) {
        if (method != null) {
            IDataDestinationFactory<?> factory = adapters.destination(method);
            return one("method", method, factory.description(), factory.configType());
        }
        Map<String, String> descriptions = new LinkedHashMap<>();
        adapters.destinations().forEach(factory -> descriptions.put(factory.method(), factory.description()));
        return all("destinations", "method", descriptions);
    }

    private int all(String section, String nameKey, Map<String, String> descriptions) {
        TextTable table = new TextTable(nameKey, "description");
        List<Map<String, Object>> list = new ArrayList<>();
        descriptions.forEach((name, description) -> {
            table.row(name, description);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put(nameKey, name);
            entry.put("description", description);
            list.add(entry);
        });
        output.result(table.lines(), Map.of(section, list));
        return ExitCode.COMPLETED;
    }

    private int one(String nameKey, String name, String description, Class<?> type) {
        List<AdapterKeys.Key> keys = AdapterKeys.of(type);
        List<String> lines = new ArrayList<>(List.of(nameKey + " = \"" + name + "\"", description));
        lines.add("");
        lines.add(keys.isEmpty() ? "It has no keys." : "Keys of config:");
        keys.forEach(key -> lines.addAll(describe(key)));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(nameKey, name);
        document.put("description", description);
        document.put("keys", keys.stream().map(AdapterCommands::document).toList());
        output.result(lines, document);
        return ExitCode.COMPLETED;
    }

    private static List<String> describe(AdapterKeys.Key key) {
        String defaultValue =
                key.required() ? ", required" : key.defaultValue() == null ? "" : ", default " + quoted(key);
        String head = "  " + key.key() + "  (" + key.type() + defaultValue + ")";
        return key.description().isEmpty() ? List.of(head) : List.of(head, "      " + key.description());
    }

    private static String quoted(AdapterKeys.Key key) {
        String text = TextTable.visible(String.valueOf(key.defaultValue()));
        return text.matches("[A-Za-z0-9_.-]+") ? text : "'" + text + "'";
    }

    private static Map<String, Object> document(AdapterKeys.Key key) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("key", key.key());
        document.put("type", key.type());
        document.put("required", key.required());
        document.put("default", key.defaultValue());
        document.put("description", key.description());
        return document;
    }
}
