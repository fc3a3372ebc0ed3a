package io.headgate.config;

import io.headgate.api.config.ConfigProblem;
import io.headgate.flow.DataFlowMappingDefinition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A configuration with its places in the files. Immutable. */
public final class LoadedConfiguration {

    private static final Set<String> OWN_KEYS = Set.of("name", "method", "target", "config");

    private final HeadgateConfiguration configuration;
    private final ConfigNode root;
    private final Map<String, String> flowPaths;
    private final Redactor redactor;
    private final List<String> files;
    private final Set<String> unusedParameters;

    LoadedConfiguration(
            HeadgateConfiguration configuration,
            ConfigNode root,
            Map<String, String> flowPaths,
            Redactor redactor,
            List<String> files,
            Set<String> unusedParameters) {
        this.configuration = configuration;
        this.root = root;
        this.flowPaths = flowPaths;
        this.redactor = redactor;
        this.files = files;
        this.unusedParameters = Set.copyOf(unusedParameters);
    }

    public HeadgateConfiguration configuration() {
        return configuration;
    }

    /** What was read, as it is shown to the user. */
    public List<String> files() {
        return files;
    }

    /** Parameters that were given and that no placeholder names. */
    public Set<String> unusedParameters() {
        return unusedParameters;
    }

    /**
     * What there is against these flows, each mistake with its place.
     *
     * @param check the engine's, or the adapters'
     */
    public List<ConfigurationError> check(
            Function<DataFlowMappingDefinition, List<ConfigProblem>> check, List<DataFlowMappingDefinition> flows) {
        return flows.stream()
                .flatMap(flow -> check.apply(flow).stream().map(problem -> locate(flow, problem)))
                .distinct()
                .sorted(Comparator.comparing(ConfigurationError::position))
                .toList();
    }

    /** The mistakes that were found by looking at the source of a flow, each with its place. */
    public List<ConfigurationError> locate(DataFlowMappingDefinition flow, List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> locate(flow, problem))
                .sorted(Comparator.comparing(ConfigurationError::position))
                .toList();
    }

    /** A text, for instance an adapter's message, with asterisks for each secret that the configuration holds. */
    public String redact(String text) {
        return redactor.redactSecrets(text);
    }

    private ConfigurationError locate(DataFlowMappingDefinition flow, ConfigProblem problem) {
        String key = path(flow, problem.key());
        return new ConfigurationError(KeyPath.locate(root, key), key, redactor.redact(problem.message()));
    }

    private String path(DataFlowMappingDefinition flow, String key) {
        if (key.startsWith("source.")) {
            return KeyPath.join(MergedFiles.SOURCES, KeyPath.join(flow.from().id(), own(key.substring(7))));
        }
        if (key.startsWith("destination.")) {
            return KeyPath.join(MergedFiles.DESTINATIONS, KeyPath.join(flow.to().id(), own(key.substring(12))));
        }
        String rest = key.startsWith("flow.") ? key.substring(5) : key.equals("flow") ? "" : key;
        return KeyPath.join(flowPaths.getOrDefault(flow.name(), MergedFiles.FLOWS), rest);
    }

    private static String own(String key) {
        String first = key.split("[.\\[]", 2)[0];
        return OWN_KEYS.contains(first) ? key : KeyPath.join("config", key);
    }
}
