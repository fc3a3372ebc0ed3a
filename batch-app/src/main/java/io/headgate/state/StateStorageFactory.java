package io.headgate.state;

import io.headgate.api.state.IDataSourceStateStorage;
import java.nio.file.Path;
import javax.sql.DataSource;

/** Makes the state storage that the settings name. */
public final class StateStorageFactory {

    private StateStorageFactory() {}

    /**
     * @param home folder for what Headgate keeps, used where the settings give no path
     * @param dataSource the JobRepository's database
     */
    public static IDataSourceStateStorage create(StateStorageSettings settings, Path home, DataSource dataSource) {
        return switch (settings.storage()) {
            case JDBC -> new JdbcStateStorage(dataSource);
            case MEMORY -> new InMemoryStateStorage();
            case FILE -> new FileStateStorage(path(settings, home.resolve("state")));
            case PROPERTIES -> new PropertiesStateStorage(path(settings, home.resolve("state.properties")));
        };
    }

    private static Path path(StateStorageSettings settings, Path fallback) {
        return settings.path() == null ? fallback : Path.of(settings.path());
    }
}
