package io.headgate.config;

import io.headgate.api.config.ConfigCheck;
import io.headgate.api.config.ConfigKey;
import org.jspecify.annotations.Nullable;

/**
 * Where state is kept between runs: the {@code [state]} table of a configuration.
 *
 * @param path only for file and properties; null leaves the place to the storage
 */
public record StateStorageSettings(
        @ConfigKey(value = "jdbc (the JobRepository's database), file, memory or properties", defaultValue = "jdbc")
                Storage storage,
        @ConfigKey("Folder or file, for file and properties") @Nullable String path) {

    /** Kinds of storage. */
    public enum Storage {
        /** A table in the JobRepository's database. */
        JDBC,
        /** JSON files. */
        FILE,
        /** Nothing survives the process. */
        MEMORY,
        /** A properties file. */
        PROPERTIES
    }

    public StateStorageSettings {
        boolean onDisk = storage == Storage.FILE || storage == Storage.PROPERTIES;
        new ConfigCheck()
                .require(path == null || onDisk, "path", "is for storage = \"file\" and \"properties\" only")
                .require(path == null || !path.isBlank(), "path", "must not be empty")
                .throwIfAny();
    }

    /** JDBC. */
    public static StateStorageSettings defaults() {
        return new StateStorageSettings(Storage.JDBC, null);
    }
}
