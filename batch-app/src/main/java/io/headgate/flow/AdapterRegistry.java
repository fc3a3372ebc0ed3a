package io.headgate.flow;

import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigProblem;
import io.headgate.api.config.Nearest;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.error.CommonErrorCode;
import io.headgate.api.error.HeadgateException;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.transform.IRecordTransformFactory;
import io.headgate.flow.FlowInspector.SourceCheck;
import io.headgate.state.InMemoryStateStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The adapters and custom transforms found on the class path and in the jars of a plugin folder, by name. Immutable. */
public final class AdapterRegistry {

    /** Sources with large libraries, which the profile {@code slim} builds the jar without. */
    private static final Set<String> LEFT_OUT_OF_SLIM = Set.of("parquet", "avro", "orc", "excel");

    private final SortedMap<String, IDataSourceFactory<?>> sources = new TreeMap<>();
    private final SortedMap<String, IDataDestinationFactory<?>> destinations = new TreeMap<>();
    private final SortedMap<String, IRecordTransformFactory<?>> transforms = new TreeMap<>();

    /**
     * @param plugins folder whose {@code *.jar} files are searched as well, also for JDBC drivers; it need not exist
     * @throws HeadgateException owner CONFIGURATION, if an adapter that was found cannot be loaded
     */
    public AdapterRegistry(Path plugins) {
        ClassLoader loader = pluginLoader(plugins);
        try {
            if (loader != AdapterRegistry.class.getClassLoader()) {
                PluginDrivers.register(loader);
            }
            for (IDataSourceFactory<?> factory : ServiceLoader.load(IDataSourceFactory.class, loader)) {
                sources.putIfAbsent(factory.name(), factory);
            }
            for (IDataDestinationFactory<?> factory : ServiceLoader.load(IDataDestinationFactory.class, loader)) {
                destinations.putIfAbsent(factory.method(), factory);
            }
            for (IRecordTransformFactory<?> factory : ServiceLoader.load(IRecordTransformFactory.class, loader)) {
                transforms.putIfAbsent(factory.name(), factory);
            }
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new HeadgateException(
                    CommonErrorCode.INVALID_CONFIGURATION,
                    "an adapter cannot be loaded: " + e.getMessage() + ". Repair or remove its jar in the folder '"
                            + plugins + "'; it must have been built for this Java and this version of Headgate",
                    e);
        }
    }

    public Collection<IDataSourceFactory<?>> sources() {
        return List.copyOf(sources.values());
    }

    public Collection<IDataDestinationFactory<?>> destinations() {
        return List.copyOf(destinations.values());
    }

    /**
     * @throws ConfigException under the key {@code name}, listing what is known
     */
    public IDataSourceFactory<?> source(String name) {
        IDataSourceFactory<?> factory = sources.get(name);
        if (factory == null) {
            throw new ConfigException("name", missingSource(name, sources.keySet()));
        }
        return factory;
    }

    /**
     * @throws ConfigException under the key {@code method}, listing what is known
     */
    public IDataDestinationFactory<?> destination(String method) {
        IDataDestinationFactory<?> factory = destinations.get(method);
        if (factory == null) {
            throw new ConfigException("method", unknown("destination", method, destinations.keySet()));
        }
        return factory;
    }

    /**
     * @throws ConfigException under the key {@code name}, listing what is known
     */
    public IRecordTransformFactory<?> transform(String name) {
        IRecordTransformFactory<?> factory = transforms.get(name);
        if (factory == null) {
            String none = "there is no transform '" + name + "': no jar in plugins/ brings any";
            throw new ConfigException(
                    "name", transforms.isEmpty() ? none : unknown("transform", name, transforms.keySet()));
        }
        return factory;
    }

    /** Every mistake in a flow's definition that can be found without opening anything; keys as {@link FlowEngine#check} has them. */
    public List<ConfigProblem> check(DataFlowMappingDefinition flow) {
        try {
            ResolvedFlow.of(flow, this);
            return List.of();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    /**
     * Opens a flow's source and plans the transforms and rules of each stream that the flow takes against the stream's schema. A
     * flow without any is not opened. Nothing is moved or stored.
     */
    public SourceCheck checkSource(DataFlowMappingDefinition flow) {
        return new SourceInspector(this, new InMemoryStateStorage()).check(flow);
    }

    static String missingSource(String name, Collection<String> known) {
        if (!LEFT_OUT_OF_SLIM.contains(name)) {
            return unknown("source", name, known);
        }
        return "the source '" + name + "' is not part of this slim jar: put headgate-source-" + name
                + ".jar and the jars that it needs into plugins/, or use the full batch-app.jar";
    }

    /**
     * Opens a source without a flow and reads the first records of each stream. Nothing is moved or stored.
     *
     * @param stream name or pattern of the streams to look at, or null for all
     * @param records of each stream, at most
     * @throws HeadgateException if the source cannot be opened, or has no such stream; what is wrong with one stream is in its sample
     */
    public List<SourceSample> sample(SourceDefinition source, @Nullable String stream, int records) {
        return new SourceProbe(source, records).look(source(source.name()), stream);
    }

    private static String unknown(String kind, String name, Collection<String> known) {
        String nearest = Nearest.find(name, known);
        return "there is no " + kind + " '" + name + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                + " Known are " + String.join(", ", known);
    }

    private static ClassLoader pluginLoader(Path plugins) {
        ClassLoader parent = AdapterRegistry.class.getClassLoader();
        if (!Files.isDirectory(plugins)) {
            return parent;
        }
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(plugins)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(toUrl(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the plugin folder " + plugins + " cannot be read", e);
        }
        return jars.isEmpty() ? parent : new URLClassLoader("plugins", jars.toArray(URL[]::new), parent);
    }

    private static URL toUrl(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
