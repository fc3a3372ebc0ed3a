package io.headgate.config;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigException;
import io.headgate.api.config.ConfigKey;
import io.headgate.api.config.Secret;
import io.headgate.api.destination.DeliveryGuarantee;
import io.headgate.api.destination.IDataDestination;
import io.headgate.api.destination.IDataDestinationFactory;
import io.headgate.api.destination.SchemaDifference;
import io.headgate.api.destination.StreamPlan;
import io.headgate.api.destination.StreamTarget;
import io.headgate.api.destination.WriteMode;
import io.headgate.api.source.IDataSource;
import io.headgate.api.source.IDataSourceFactory;
import io.headgate.api.source.IDataSourceStream;
import io.headgate.api.state.IDataSourceState;
import io.headgate.flow.AdapterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;

/** Two adapters with keys of every kind, found through a plugin jar as a user's own would be. */
public final class TestAdapters {

    private TestAdapters() {}

    /** The configuration of the source {@code test-files}. */
    public record FilesConfig(
            @ConfigKey(value = "Folder of the files", required = true) String sourcePath,
            @ConfigKey(value = "Between two fields", defaultValue = ",") String delimiter,
            @ConfigKey("Records to read; 0 for all") int limit,
            @ConfigKey("Opens encrypted files") @Nullable Secret password,
            @ConfigKey("Columns and their types") List<ColumnConfig> columns) {

        public FilesConfig {
            new ConfigCheck()
                    .require(delimiter.length() == 1, "delimiter", "must be one character, found '" + delimiter + "'")
                    .require(limit >= 0, "limit", "must not be negative")
                    .throwIfAny();
        }
    }

    /** A column. */
    public record ColumnConfig(
            @ConfigKey(value = "Its name", required = true) String name,
            @ConfigKey(value = "Its type", defaultValue = "string") String type) {}

    /** The configuration of the destination {@code test-database}. */
    public record DatabaseConfig(
            @ConfigKey("Who logs in") @Nullable String username,
            @ConfigKey("The password") @Nullable Secret password,
            @ConfigKey(value = "Connections at most", defaultValue = "4") int connections) {}

    /** Source {@code test-files}. */
    public static final class FilesFactory implements IDataSourceFactory<FilesConfig> {
        @Override
        public String name() {
            return "test-files";
        }

        @Override
        public String description() {
            return "Files for tests.";
        }

        @Override
        public Class<FilesConfig> configType() {
            return FilesConfig.class;
        }

        @Override
        public IDataSource create(String sourceId, FilesConfig config) {
            return new NoSource();
        }
    }

    /** Destination {@code test-database}. */
    public static final class DatabaseFactory implements IDataDestinationFactory<DatabaseConfig> {
        @Override
        public String method() {
            return "test-database";
        }

        @Override
        public String description() {
            return "A database for tests.";
        }

        @Override
        public Class<DatabaseConfig> configType() {
            return DatabaseConfig.class;
        }

        @Override
        public IDataDestination create(String destinationId, @Nullable String target, DatabaseConfig config) {
            if (target == null || !target.startsWith("db:")) {
                throw new ConfigException("target", "must begin with db:, found '" + target + "'");
            }
            return new NoDestination();
        }
    }

    private static final class NoSource implements IDataSource {
        @Override
        public void connect(IDataSourceState state) {}

        @Override
        public List<IDataSourceStream> streams() {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private static final class NoDestination implements IDataDestination {
        @Override
        public DeliveryGuarantee guarantee(WriteMode mode) {
            return new DeliveryGuarantee(DeliveryGuarantee.Level.NOT_DURABLE, "nothing is kept");
        }

        @Override
        public List<SchemaDifference> compare(StreamPlan plan) {
            return List.of();
        }

        @Override
        public StreamTarget prepare(StreamPlan plan) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StreamTarget attach(StreamPlan plan) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** A registry that knows them, besides what is on the class path. */
    public static AdapterRegistry registry(Path folder) {
        Path plugins = folder.resolve("test-plugins");
        try {
            Files.createDirectories(plugins);
            try (OutputStream file = Files.newOutputStream(plugins.resolve("test.jar"));
                    JarOutputStream jar = new JarOutputStream(file)) {
                for (Map.Entry<Class<?>, Class<?>> service : Map.<Class<?>, Class<?>>of(
                                IDataSourceFactory.class, FilesFactory.class,
                                IDataDestinationFactory.class, DatabaseFactory.class)
                        .entrySet()) {
                    jar.putNextEntry(
                            new JarEntry("META-INF/services/" + service.getKey().getName()));
                    jar.write(service.getValue().getName().getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new AdapterRegistry(plugins);
    }
}
