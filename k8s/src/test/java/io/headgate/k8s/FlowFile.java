package io.headgate.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** A flow file as a user writes it. Checks its form without the adapters, which this folder does not know. */
record FlowFile(TomlTable root, String text) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(:[^}]*)?}");
    private static final Set<String> FLOW_KEYS = Set.of(
            "name",
            "from",
            "to",
            "streams",
            "table",
            "write_mode",
            "key",
            "partitions",
            "parallel_streams",
            "chunk_rows",
            "chunk_bytes",
            "chunk_seconds",
            "repository_seconds",
            "rejects");

    /** Fails with every syntax error, each with its line, and with every name that leads nowhere. */
    static FlowFile check(String text) {
        TomlParseResult toml = Toml.parse(text);
        assertThat(toml.errors()).isEmpty();
        FlowFile file = new FlowFile(toml, text);
        assertThat(toml.keySet()).containsExactlyInAnyOrder("sources", "destinations", "flows");
        file.ends("sources", "name", Set.of("name", "config"));
        file.ends("destinations", "method", Set.of("method", "target", "config"));
        assertThat(file.flows()).isNotEmpty().allSatisfy(flow -> {
            assertThat(FLOW_KEYS).containsAll(flow.keySet());
            assertThat(file.table("sources").keySet()).contains(flow.getString("from"));
            assertThat(file.table("destinations").keySet()).contains(flow.getString("to"));
        });
        return file;
    }

    /** The names by which flows are run. */
    List<String> flowNames() {
        return flows().stream()
                .map(flow -> flow.contains("name") ? flow.getString("name") : flow.getString("from"))
                .toList();
    }

    /** The variables of the environment without which the file cannot be used. */
    Set<String> neededVariables() {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.results()
                .filter(result -> result.group(2) == null)
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void ends(String kind, String adapter, Set<String> keys) {
        TomlTable ends = table(kind);
        assertThat(ends.keySet()).isNotEmpty().allSatisfy(id -> {
            TomlTable end = ends.getTableOrEmpty(List.of(id));
            assertThat(end.getString(adapter)).isNotBlank();
            assertThat(keys).containsAll(end.keySet());
        });
    }

    private TomlTable table(String name) {
        return root.getTableOrEmpty(name);
    }

    private List<TomlTable> flows() {
        TomlArray flows = root.getArrayOrEmpty("flows");
        return IntStream.range(0, flows.size()).mapToObj(flows::getTable).toList();
    }
}
