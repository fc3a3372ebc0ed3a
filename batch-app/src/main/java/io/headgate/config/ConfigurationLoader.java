package io.headgate.config;

import io.headgate.config.ConfigNode.Table;
import io.headgate.flow.AdapterRegistry;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: finds the files, parses and merges them, fills in placeholders, and has everything checked that can be
 * without opening anything. Has no side effects; any thread may use it.
 */
public final class ConfigurationLoader {

    private final AdapterRegistry adapters;
    private final Path workingDirectory;
    private final Map<String, String> environment;

    /**
     * @param adapters what a configuration may name
     * @param workingDirectory where relative paths begin and {@code config.toml} is looked for
     * @param environment for {@code ${NAME}} and {@code JOB_CONFIG_PATH}
     */
    public ConfigurationLoader(AdapterRegistry adapters, Path workingDirectory, Map<String, String> environment) {
        this.adapters = adapters;
        this.workingDirectory = workingDirectory;
        this.environment = environment;
    }

    /**
     * @param config file or folder that the user named; null to look in the usual places
     * @param parameters for {@code ${params.key}}
     * @param flows names of the flows that will be used, so that placeholders of others need not be filled in (such a flow is not
     *     in the result); null for all
     * @throws ConfigurationException with every mistake found
     */
    public LoadedConfiguration load(
            @Nullable String config, Map<String, String> parameters, @Nullable Collection<String> flows) {
        return load(config, parameters, errors -> new Unfilled(errors, flows));
    }

    /**
     * For who uses one source and no flow: only the source's own placeholders need to be filled in.
     *
     * @throws ConfigurationException with every mistake found
     */
    public LoadedConfiguration loadSource(@Nullable String config, Map<String, String> parameters, String source) {
        return load(config, parameters, errors -> Unfilled.ofSource(errors, source));
    }

    private LoadedConfiguration load(
            @Nullable String config,
            Map<String, String> parameters,
            Function<List<ConfigurationError>, Unfilled> whatIsNeeded) {
        List<ParsedFile> files = new ConfigurationFiles(workingDirectory, environment)
                .read(config).stream().map(ConfigText::parse).toList();
        Problems problems = new Problems(files);
        Redactor redactor = new Redactor();
        Placeholders placeholders =
                new Placeholders(environment, parameters, new SecretFile(workingDirectory), redactor);
        Table root = placeholders.fill(MergedFiles.merge(files, problems));
        Secrets secrets = new Secrets(redactor);
        secrets.hideByName(root);
        Unfilled unfilled = whatIsNeeded.apply(placeholders.errors());
        Definitions definitions = new Definitions(root, adapters, secrets, placeholders.secrets(), unfilled, problems);
        HeadgateConfiguration configuration = definitions.build();
        unfilled.report(problems);
        List<ConfigurationError> errors = problems.sorted(redactor);
        if (!errors.isEmpty()) {
            throw new ConfigurationException(errors);
        }
        List<String> names = files.stream().map(file -> file.source().name()).toList();
        return new LoadedConfiguration(
                configuration, root, definitions.flowPaths(), redactor, names, placeholders.unused());
    }
}
