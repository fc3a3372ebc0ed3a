package io.headgate.state;

import io.headgate.api.config.ConfigKey;
import org.jspecify.annotations.Nullable;

/** Where state between runs is kept: the {@code [state]} table of a configuration file. */
public record StateStorageSettings(
        @ConfigKey(value = "jdbc (in the JobRepository's database), file, memory or properties", defaultValue = "jdbc")
                Kind storage,
        @ConfigKey("Folder of the file storage, file of the properties storage; default below the home folder")
                @Nullable
                String path) {

    /** The storages there are. */
    public enum Kind {
        JDBC,
        FILE,
        MEMORY,
        PROPERTIES
    }

    public static StateStorageSettings defaults() {
        return new StateStorageSettings(Kind.JDBC, null);
    }
}
