package io.headgate.flow;

import io.headgate.api.config.ConfigBinder;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.transform.FlowTransforms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A flow's definition with its adapters found and their configuration bound. */
record ResolvedFlow(
        DataFlowMappingDefinition definition,
        Supplier<IDataSource> source,
        Supplier<IDataDestination> destination,
        FlowTransforms transforms,
        Map<String, String> fingerprint) {

    /**
     * @throws ConfigException with every mistake; keys begin with {@code source.}, {@code destination.} or {@code flow.}
     */
    static ResolvedFlow of(DataFlowMappingDefinition flow, AdapterRegistry adapters) {
        List<ConfigProblem> problems = new ArrayList<>();
        Bound<IDataSource> source = null;
        Bound<IDataDestination> destination = null;
        try {
            source = bindSource(adapters.source(flow.from().name()), flow.from());
        } catch (ConfigException e) {
            addUnder("source", e, problems);
        }
        try {
            destination = bindDestination(adapters.destination(flow.to().method()), flow.to());
        } catch (ConfigException e) {
            addUnder("destination", e, problems);
        }
        FlowTransforms transforms =
                new FlowTransforms(flow.options().streamTransforms(), flow.options().stream(), adapters::transform);
        try {
            transforms.check();
        } catch (ConfigException e) {
            addUnder("flow", e, problems);
        }
        if (source == null || destination == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new ResolvedFlow(
                flow,
                source.maker(),
                destination.maker(),
                transforms,
                FlowFingerprint.of(flow, source.config(), destination.config()));
    }

    private record Bound<T>(Record config, Supplier<T> maker) {}

    private static <C extends Record> Bound<IDataSource> bindSource(
            IDataSourceFactory<C> factory, SourceDefinition definition) {
        C config = underConfig(() -> ConfigBinder.bind(factory.configType(), definition.config()));
        factory.create(definition.id(), config).close();
        return new Bound<>(config, () -> factory.create(definition.id(), config));
    }

    private static <C extends Record> Bound<IDataDestination> bindDestination(
            IDataDestinationFactory<C> factory, DestinationDefinition definition) {
        C config = underConfig(() -> ConfigBinder.bind(factory.configType(), definition.config()));
        factory.create(definition.id(), definition.target(), config).close();
        return new Bound<>(config, () -> factory.create(definition.id(), definition.target(), config));
    }

    private static <C> C underConfig(Supplier<C> binding) {
        try {
            return binding.get();
        } catch (ConfigException e) {
            List<ConfigProblem> problems = new ArrayList<>();
            addUnder("config", e, problems);
            throw new ConfigException(problems);
        }
    }

    private static void addUnder(String prefix, ConfigException e, List<ConfigProblem> problems) {
        e.problems()
                .forEach(problem -> problems.add(new ConfigProblem(
                        problem.key().isEmpty() ? prefix : prefix + "." + problem.key(), problem.message())));
    }
}
